package io.truthound.temporal.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvSnifferTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "id,name/1,a                        ~ ,",
        "id;name/1;a                        ~ ;",
        "id|name/1|a                        ~ |",
        "id\tname/1\ta                      ~ t",
        "id/1                               ~ ,",
        // decimal commas, and text with other delimiters in it
        "id;price/1;1,5/2;2,5               ~ ;",
        "id,note/1,a;b/2,c;d;e/3,f          ~ ,",
        "id;'a,b'/1;'c,d'                   ~ ;",
        // one parts the header too, but not the rest
        "id,name;first/1,a/2,b/3,c          ~ ,",
        "a;b,c;d/1;2,5;3/1;2,5;4            ~ ;",
        // quotes hold lines together
        "id;text/1;'a/b,c,d/e'/2;x          ~ ;",
        // most records are enough
        "a,b,c/1,2,3/1,2/1,2,3/1,2,3/4,5,6  ~ ,",
        "``                                 ~ ,",
      })
  void findsTheDelimiterThatPartsRecordsAlike(String text, char delimiter) throws IOException {
    CsvDialect dialect = CsvSniffer.sniff(file(text), null, '"', null);

    assertThat((char) dialect.delimiter()).isEqualTo(delimiter == 't' ? '\t' : delimiter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "id,name/1,a         ~ true",
        "1,a/2,b             ~ true",
        "eu,2019,2020/x,1,2  ~ true",
        "1,2.5/2,3.5         ~ false",
        "1,,true/2,,false    ~ false",
        "2024-01-01,-1e5/    ~ false",
        "2024-01-01 10:00,1  ~ false",
        "'1','2'/'3','4'     ~ false",
        ",/1,2               ~ true",
        "1/2                 ~ false",
        "id                  ~ true",
      })
  void findsAHeaderWhereTheFirstRecordHasMoreThanValues(String text, boolean header)
      throws IOException {
    assertThat(CsvSniffer.sniff(file(text), ',', '"', null).header()).isEqualTo(header);
  }

  @Test
  void leavesWhatIsGiven() throws IOException {
    CsvDialect dialect = CsvSniffer.sniff(file("1,2;3/4,5;6"), ';', '\'', true);

    assertThat(dialect).isEqualTo(CsvDialect.of(';', '\''));
  }

  private Path file(String text) throws IOException {
    String lines = text.replace('/', '\n').replace('\'', '"').replace("\\t", "\t");
    return Files.writeString(folder.resolve("some.csv"), lines);
  }
}
