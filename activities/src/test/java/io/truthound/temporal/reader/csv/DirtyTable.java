package io.truthound.temporal.reader.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a random table as CSV with random quoting and line ends, and dirt in known records. */
final class DirtyTable {
  private static final int COLUMNS = 3;
  private static final List<MalformedKind> KINDS = List.of(MalformedKind.values());
  private static final List<String> WORDS =
      List.of("a", ",", "\"", "\n", "\r\n", "\r", "é", "😀", " ", "x,y", "\"\"", "\\", "5' 10\"");

  private final Random random;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final Map<Long, List<@Nullable String>> values = new TreeMap<>();
  private final Map<Long, MalformedKind> faults = new TreeMap<>();

  DirtyTable(long seed, int records, double dirt) {
    random = new Random(seed);
    write(random.nextBoolean() ? "\ufeffa,b,c" : "a,b,c");
    lineEnd();
    for (long number = 0; number < records; number++) {
      if (random.nextDouble() < dirt) {
        faults.put(number, dirtyRecord());
      } else {
        values.put(number, cleanRecord());
      }
      lineEnd();
      if (random.nextDouble() < dirt) {
        lineEnd();
      }
    }
  }

  byte[] text() {
    return text.toByteArray();
  }

  Map<Long, List<@Nullable String>> values() {
    return values;
  }

  Map<Long, MalformedKind> faults() {
    return faults;
  }

  private List<@Nullable String> cleanRecord() {
    List<@Nullable String> row = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      write(i == 0 ? "" : ",");
      row.add(cell());
    }
    return row;
  }

  /** Begins every value with a letter: a stray quote then finds no partner. */
  private @Nullable String cell() {
    if (random.nextInt(5) == 0) {
      return null;
    }
    StringBuilder value = new StringBuilder("v");
    for (int i = random.nextInt(5); i > 0; i--) {
      value.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    boolean needsQuotes = value.toString().matches("(?s).*[,\"\r\n].*");
    boolean quoted = needsQuotes || random.nextBoolean();
    write(quoted ? "\"" + value.toString().replace("\"", "\"\"") + "\"" : value.toString());
    return value.toString();
  }

  private MalformedKind dirtyRecord() {
    MalformedKind kind = KINDS.get(random.nextInt(KINDS.size()));
    switch (kind) {
      case LONE_CR -> write("v\rw,x,y");
      case BLANK_BEFORE_QUOTE -> write("v, \"w\",x");
      case TEXT_AFTER_QUOTE -> write("v,\"w\"x,y");
      case UNBALANCED_QUOTE -> write(random.nextBoolean() ? "v,\"w,x" : "v,\",x");
      case TOO_FEW_FIELDS -> write(random.nextBoolean() ? "v" : "v,\"w\"");
      case TOO_MANY_FIELDS -> write("v,w,,");
      case INVALID_UTF8 -> text.writeBytes("v,w\u00ff,x".getBytes(ISO_8859_1));
      case TOO_LONG -> write("v,w," + "x".repeat(1 << 20));
    }
    return kind;
  }

  private void lineEnd() {
    write(random.nextBoolean() ? "\n" : "\r\n");
  }

  private void write(String part) {
    text.writeBytes(part.getBytes(UTF_8));
  }
}
