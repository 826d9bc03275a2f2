package io.truthound.temporal.app.report;

import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import java.util.ArrayList;
import java.util.List;

/** Says how text is read, in a line. */
final class ReadingWords {
  private final Reading reading;
  private final List<String> words = new ArrayList<>();

  private ReadingWords(Reading reading) {
    this.reading = reading;
  }

  static String of(Reading reading) {
    ReadingWords words = new ReadingWords(reading);
    words.collect(reading.options());
    return String.join(", ", words.words);
  }

  private void collect(ReaderOptions options) {
    say("encoding", options.encoding() == null ? "several encodings" : options.encoding().text());
    if (options.delimiter() != null) {
      say("delimiter", "delimiter " + character(options.delimiter()));
    }
    if (options.quote() != null) {
      say("quote", "quote " + options.quote());
    }
    if (options.header() != null) {
      say("header", options.header() ? "header" : "no header");
    }
    list("null", options.nulls());
    list("dates", options.dateFormats());
    list("timestamps", options.timestampFormats());
    if (!options.columns().isEmpty()) {
      words.add("types given of " + Words.counted(options.columns().size(), "column"));
    }
  }

  private void say(String option, String word) {
    words.add(reading.detected().contains(option) ? word + " (detected)" : word);
  }

  private void list(String what, List<String> texts) {
    if (!texts.isEmpty()) {
      words.add(what + " \"" + String.join("\", \"", texts) + '"');
    }
  }

  static String character(String character) {
    return character.equals("\t") ? "tab" : character;
  }
}
