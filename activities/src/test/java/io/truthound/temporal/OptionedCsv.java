package io.truthound.temporal;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.TextEncoding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a random table as CSV of a random shape.
 *
 * @param options how it is written; what they leave open can be detected
 * @param charset what its files are in
 * @param nullText how null is written
 */
record OptionedCsv(ReaderOptions options, Charset charset, String nullText) {
  private static final List<String> TYPES =
      List.of("int32", "int64", "float64", "decimal(9,2)", "string", "bool", "date", "timestamp");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss.SSSSSS", Locale.ROOT);

  static OptionedCsv of(Random random) {
    ReaderOptions options =
        ReaderOptions.DEFAULT
            .withDelimiter(List.of(",", ";", "tab", "|", "#", ":").get(random.nextInt(6)))
            .withQuote(random.nextBoolean() ? "\"" : "'");
    String nullText = "";
    if (random.nextBoolean()) {
      // Not the value of first rows: it tells the types.
      options = options.withNulls("NULL", "5");
      nullText = "NULL";
    }
    if (random.nextBoolean()) {
      options = options.withDateFormats("%d.%m.%Y").withTimestampFormats("%d.%m.%Y %H:%M:%S.%f");
    }
    boolean header = random.nextBoolean();
    options = options.withHeader(header);
    if (!header || random.nextBoolean()) {
      for (int at = 0; at < TYPES.size(); at++) {
        options = options.withColumn(RandomTable.COLUMNS.get(at), DataType.parse(TYPES.get(at)));
      }
    }
    return switch (random.nextInt(4)) {
      case 0 -> new OptionedCsv(options, StandardCharsets.UTF_16, nullText);
      case 1 ->
          new OptionedCsv(
              options.withEncoding(TextEncoding.UTF_16LE), StandardCharsets.UTF_16LE, nullText);
      default -> new OptionedCsv(options, StandardCharsets.UTF_8, nullText);
    };
  }

  Dataset write(RandomTable table, Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (int file = 0; file < table.files().size(); file++) {
      Path path = folder.resolve("optioned" + file + ".txt");
      Files.write(path, text(table.files().get(file)).getBytes(charset));
      names.add(path.toString());
    }
    return new Dataset("optioned", names, DatasetFormat.CSV).withOptions(options);
  }

  private String text(List<List<Object>> rows) {
    StringBuilder text = new StringBuilder();
    String delimiter = String.valueOf(options.delimiter());
    if (Boolean.TRUE.equals(options.header())) {
      text.append(String.join(delimiter, RandomTable.COLUMNS)).append('\n');
    }
    for (List<Object> row : rows) {
      text.append(String.join(delimiter, row.stream().map(this::cell).toList())).append('\n');
    }
    return text.toString();
  }

  private String cell(Object value) {
    if (value == null) {
      return nullText;
    }
    if (value instanceof String) {
      String quote = String.valueOf(options.quote());
      return quote + plain(value).replace(quote, quote + quote) + quote;
    }
    return quotedWhereItHasTo(plain(value));
  }

  private String quotedWhereItHasTo(String cell) {
    return cell.contains(String.valueOf(options.delimiter()))
        ? options.quote() + cell + options.quote()
        : cell;
  }

  private String plain(Object value) {
    boolean forms = !options.dateFormats().isEmpty();
    if (forms && value instanceof LocalDate date) {
      return DATE.format(date);
    }
    if (forms && value instanceof LocalDateTime moment) {
      return TIMESTAMP.format(moment);
    }
    return RandomTable.text(value);
  }
}
