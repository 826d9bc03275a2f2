package io.truthound.temporal;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RowRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check must answer, from plain SQL: one query for each rule over the table {@code t}, its
 * rows told one by one. Chunks, slices and merging are not in it.
 */
final class Expected {
  private final RandomTable table;
  private final List<RandomRule> rules;
  private final Scenario scenario;

  /** By rule, by file, by row: 0 not evaluated, 1 passed, 2 failed. */
  private final List<List<List<Integer>>> outcomes = new ArrayList<>();

  Expected(Connection connection, Scenario scenario) throws SQLException {
    this.scenario = scenario;
    this.table = scenario.table();
    this.rules = scenario.rules();
    for (RandomRule rule : rules) {
      outcomes.add(ask(connection, rule));
    }
  }

  private List<List<Integer>> ask(Connection connection, RandomRule rule) throws SQLException {
    List<List<Integer>> files = new ArrayList<>();
    table.files().forEach(file -> files.add(new ArrayList<>()));
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT src, CASE WHEN NOT (%s) THEN 0 WHEN (%s) THEN 2 ELSE 1 END FROM t ORDER BY src, nr"
                    .formatted(rule.evaluated(), rule.failed()))) {
      while (rows.next()) {
        files.get(rows.getInt(1)).add(rows.getInt(2));
      }
    }
    return files;
  }

  /** A chunk: rows of one file. */
  record Chunk(int file, int first, int end, Status status, List<Tally> tallies) {}

  /** A sample as a report shows it. */
  record Sample(int file, long row, Map<String, Object> values, Map<String, Object> key) {}

  List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    for (int file = 0; file < table.files().size(); file++) {
      int rows = table.files().get(file).size();
      for (RowRange range : scenario.chunks(rows)) {
        int first = (int) range.first();
        int end = (int) range.end();
        List<Tally> tallies = new ArrayList<>();
        Status worst = Status.PASSED;
        for (int rule = 0; rule < rules.size(); rule++) {
          Tally tally = tally(outcomes.get(rule).get(file).subList(first, end));
          tallies.add(tally);
          if (rules.get(rule).rule() instanceof RowRule) {
            Status status = rules.get(rule).verdict(tally.evaluated(), tally.failed());
            worst = status.compareTo(worst) > 0 ? status : worst;
          }
        }
        chunks.add(new Chunk(file, first, end, worst, tallies));
      }
    }
    return chunks;
  }

  private static Tally tally(List<Integer> outcomes) {
    long evaluated = outcomes.stream().filter(outcome -> outcome > 0).count();
    return new Tally(evaluated, outcomes.stream().filter(outcome -> outcome == 2).count());
  }

  /** Returns how many chunks count: all, or those up to the lowest failing one. */
  int counted(boolean stopAtFailure) {
    List<Chunk> chunks = chunks();
    for (int chunk = 0; chunk < chunks.size() && stopAtFailure; chunk++) {
      if (chunks.get(chunk).status() == Status.FAILED) {
        return chunk + 1;
      }
    }
    return chunks.size();
  }

  boolean stops() {
    return chunks().stream().anyMatch(chunk -> chunk.status() == Status.FAILED);
  }

  /** Returns the chunks of a run of chunks by status; the others are skipped. */
  StatusCounts counts(int counted) {
    List<Chunk> chunks = chunks();
    StatusCounts counts = new StatusCounts(0, 0, 0, 0, chunks.size() - counted);
    for (Chunk chunk : chunks.subList(0, counted)) {
      counts = counts.plus(chunk.status(), 1);
    }
    return counts;
  }

  Tally tally(int rule, int firstChunk, int endChunk) {
    Tally sum = Tally.NONE;
    for (Chunk chunk : chunks().subList(firstChunk, endChunk)) {
      sum = sum.plus(chunk.tallies().get(rule));
    }
    return sum;
  }

  List<Sample> samples(int rule, int firstChunk, int endChunk, int most, List<String> keys) {
    List<Sample> samples = new ArrayList<>();
    for (Chunk chunk : chunks().subList(firstChunk, endChunk)) {
      for (int row = chunk.first(); row < chunk.end() && samples.size() < most; row++) {
        if (outcomes.get(rule).get(chunk.file()).get(row) == 2) {
          samples.add(
              new Sample(
                  chunk.file(),
                  row,
                  values(chunk.file(), row, rules.get(rule).shown()),
                  values(chunk.file(), row, keys)));
        }
      }
    }
    return samples;
  }

  private Map<String, Object> values(int file, long row, List<String> columns) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String column : columns) {
      values.put(column, RandomTable.shown(table.value(file, row, column)));
    }
    return values;
  }
}
