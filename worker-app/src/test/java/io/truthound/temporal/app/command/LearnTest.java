package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole learns on the embedded server. */
final class LearnTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "learn.md");

  @TempDir Path folder;
  private Path data;
  private CommandLineWorld world;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("people.csv"), documented("csv"));
    world = new CommandLineWorld(folder.resolve("store"));
  }

  /** Returns the first block of a language in the document that promises the shape. */
  private static String documented(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }

  @Test
  void reportsAsJsonInThePromisedShape() throws IOException {
    int status = world.run("learn", data.toString(), "--name", "people", "--format", "json");

    assertThat(masked(world.out())).isEqualTo(masked(documented("json")));
    assertThat(status).isZero();
  }

  private static String masked(String json) {
    return json.replaceAll("truthound-learn-[0-9a-f-]{36}", "ID")
        .replaceAll("\"run_id\": \"[0-9a-f-]{36}\"", "\"run_id\": \"RUN\"")
        .replaceAll("\"duration_seconds\": [0-9.]+", "\"duration_seconds\": SECONDS");
  }

  @Test
  void reportsAsTextThatAPersonReadsAndIntoFiles() throws IOException {
    Path yaml = folder.resolve("rules.yaml");
    Path json = folder.resolve("rules.json");
    Path schema = folder.resolve("schema.yaml");

    int status =
        world.run(
            "learn",
            data.toString(),
            "--name",
            "people",
            "--format",
            "text",
            "--format",
            "rules=" + yaml,
            "--format",
            "rules=" + json,
            "--format",
            "schema=" + schema);

    assertThat(world.out().replaceAll("Time( +)[0-9.]+ s", "Time$1SECONDS")).isEqualTo(TEXT);
    assertThat(Files.readString(yaml)).isEqualTo(RULES);
    assertThat(Files.readString(json))
        .startsWith("[\n  {\n    \"type\": \"dtype\",\n    \"column\": \"id\",");
    assertThat(Files.readString(schema)).isEqualTo(SCHEMA);
    assertThat(status).isZero();
    for (Path rules : new Path[] {yaml, json}) {
      assertThat(world.run("check", data.toString(), "--rules", rules.toString())).isZero();
    }
  }

  @Test
  void refusesAFormatThatItDoesNotHave() {
    int status = world.run("learn", data.toString(), "--format", "rule");

    assertThat(world.err())
        .contains(
            "truthound learn: Invalid --format: \"rule\" (allowed: text, json, markdown, html, rules,"
                + " schema; nearest: rules)");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void endsWith3WhereTimeIsUp() {
    int status = world.run("learn", data.toString(), "--timeout", "0.000001");

    assertThat(world.out()).contains("Ended      timed_out: The total timeout of ");
    assertThat(status).isEqualTo(3);
  }

  @Test
  void leavesWith130WhenInterrupted() {
    world.interruption.request();

    int status = world.run("learn", data.toString());

    assertThat(world.err()).startsWith("Cancelling the batch; Ctrl-C again leaves at once\n");
    assertThat(status).isEqualTo(130);
  }

  private static final String TEXT =
      """
      Learned  people

      Rows       4 in 1 file, 101 bytes
      Rules      16, with how likely the next row keeps them
      Time       SECONDS

      id  int64
         83.33 %  dtype
         83.33 %  not_null
         83.33 %  unique
            60 %  in_range  1 to 4
             0 %  in_set    1, 2, 3, 4

      name  string  25 % null
            80 %  dtype
         66.66 %  in_set      "ada@example.org", "bob"
            75 %  min_length  3
            75 %  max_length  15

      born  date  25 % null
            80 %  dtype
            50 %  in_range  1815-12-10 to 1990-01-01

      score  float64
         83.33 %  dtype
         83.33 %  not_null
         83.33 %  unique
            60 %  in_range  1.25 to 9.5
             0 %  in_set    1.25, 7, 7.5, 9.5
      """;

  private static final String RULES =
      """
      # Learned from people: 4 rows
      - {"type":"dtype","column":"id","dtype":"int64"}  # 83.33 %
      - {"type":"not_null","column":"id"}  # 83.33 %
      - {"type":"unique","column":"id"}  # 83.33 %
      - {"type":"in_range","column":"id","min":1,"max":4}  # 60 %
      - {"type":"in_set","column":"id","values":[1,2,3,4]}  # 0 %
      - {"type":"dtype","column":"name","dtype":"string"}  # 80 %
      - {"type":"in_set","column":"name","values":["ada@example.org","bob"]}  # 66.66 %
      - {"type":"min_length","column":"name","min_length":3}  # 75 %
      - {"type":"max_length","column":"name","max_length":15}  # 75 %
      - {"type":"dtype","column":"born","dtype":"date"}  # 80 %
      - {"type":"in_range","column":"born","min":"1815-12-10","max":"1990-01-01"}  # 50 %
      - {"type":"dtype","column":"score","dtype":"float64"}  # 83.33 %
      - {"type":"not_null","column":"score"}  # 83.33 %
      - {"type":"unique","column":"score"}  # 83.33 %
      - {"type":"in_range","column":"score","min":1.25,"max":9.5}  # 60 %
      - {"type":"in_set","column":"score","values":[1.25,7,7.5,9.5]}  # 0 %
      """;

  private static final String SCHEMA =
      """
      version: '1.0'
      row_count: 4
      columns:
        id:
          name: id
          dtype: Int64
          nullable: false
          unique: true
          min_value: 1
          max_value: 4
          allowed_values:
          - 1
          - 2
          - 3
          - 4
          null_ratio: 0
          unique_ratio: 1
          mean: 2.5
          std: 1.290994
          quantiles:
            25%: 1.75
            50%: 2.5
            75%: 3.25
        name:
          name: name
          dtype: String
          nullable: true
          unique: false
          allowed_values:
          - "ada@example.org"
          - bob
          min_length: 3
          max_length: 15
          null_ratio: 0.25
          unique_ratio: 0.5
        born:
          name: born
          dtype: Date
          nullable: true
          unique: false
          min_value: 1815-12-10
          max_value: 1990-01-01
          null_ratio: 0.25
          unique_ratio: 0.5
        score:
          name: score
          dtype: Float64
          nullable: false
          unique: true
          min_value: 1.25
          max_value: 9.5
          allowed_values:
          - 1.25
          - 7
          - 7.5
          - 9.5
          null_ratio: 0
          unique_ratio: 1
          mean: 6.3125
          std: 3.543626908503019
          quantiles:
            25%: 5.5625
            50%: 7.25
            75%: 8
      """;
}
