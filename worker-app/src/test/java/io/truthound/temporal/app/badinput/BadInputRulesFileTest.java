package io.truthound.temporal.app.badinput;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules files that hold no rules. Nothing is started for them. */
class BadInputRulesFileTest {
  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path rules = folder.resolve("rules.yaml");

    with(rules).isRefused("Cannot read rules file " + rules + ": no such file");
  }

  @Test
  void refusesAFolder() {
    with(folder).isRefused("Cannot read rules file " + folder + ": it is a directory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`- type: not_null\n  column: [id\n` | expected ',' or ']', but got <stream end>, while"
            + " parsing a flow sequence (line 3, column 1)",
        "`- type: not_null\n\tcolumn: id\n` | found character '\\t(TAB)' that cannot start any token."
            + " (Do not use \\t(TAB) for indentation), while scanning for the next token (line 2,"
            + " column 1)",
        "`- type: in_set\n  column: name\n  values: [&b x, *b]\n` | found the YAML alias *b (allowed:"
            + " the value itself) (line 3, column 18)",
        "`- type: *t\n` | found the YAML alias *t (allowed: the value itself) (line 1, column 9)",
        "`- &r {type: not_null, column: id}\n- *r\n` | found the YAML alias *r (allowed: the value"
            + " itself) (line 2, column 3)",
        "`- type: not_null\n  &c column: id\n- *c : id\n` | a field whose name is an alias or no text"
            + " (allowed: text) (line 3, column 5)"
      })
  void refusesTextThatIsNoPlainYaml(String text, String problem) {
    Path rules = tables.text("rules.yaml", text);

    with(rules)
        .isRefused(
            "Cannot use rules file " + rules + ": Invalid rules: cannot be read: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`[]\n` | the list is empty (allowed: 1 or more rules; leave it out for an automatic schema)",
        "`rules: []\n` | the list is empty (allowed: 1 or more rules; leave it out for an automatic"
            + " schema)",
        "`` | the input is empty (allowed: 1 or more rules)",
        "`# rules\n` | the input is empty (allowed: 1 or more rules)",
        "`rules:\n` | found null (allowed: a list of rules, {\"rules\": [...]} or one rule)",
        "`hello\n` | found text \"hello\" (allowed: a list of rules, {\"rules\": [...]} or one rule)",
        "`- {type: not_null, column: id}\n---\n- {type: not_null, column: id}\n` | found more after"
            + " the end of the rules"
      })
  void refusesYamlWithoutRules(String text, String problem) {
    Path rules = tables.text("rules.yaml", text);

    with(rules).isRefused("Cannot use rules file " + rules + ": Invalid rules: " + problem);
  }

  @Test
  void refusesAFieldThatIsGivenTwice() {
    Path rules = tables.text("rules.yaml", "- type: not_null\n  column: id\n  column: name\n");

    with(rules)
        .isRefused(
            "Cannot use rules file "
                + rules
                + ": Invalid rule 0 (not_null): field \"column\" is given twice");
  }

  @Test
  void refusesACharacterThatYamlDoesNotHave() {
    Path rules = tables.text("rules.yaml", "- type: not_null\n  column: \u0000id\n");

    with(rules)
        .isRefused(
            "Cannot use rules file "
                + rules
                + ": Invalid rules: cannot be read: found the character U+0000 (allowed: printable"
                + " text) (line 2, column 11)");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    Path rules =
        tables.bytes(
            "rules.yaml",
            "- type: not_null\n  column: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    with(rules)
        .isRefused(
            "Cannot read rules file " + rules + ": byte 30 is not UTF-8 (allowed: UTF-8 text)");
  }

  @Test
  void refusesDataInPlaceOfRules() {
    Path data = tables.parquet("orders.parquet", "SELECT range AS id FROM range(1000)");

    with(data).isRefusedWith("Cannot read rules file " + data + ": byte ", " is not UTF-8");
  }

  @Test
  void namesThePlaceWhereJsonBreaks() {
    Path rules = tables.text("rules.json", "[{\"type\": \"not_null\",\n  \"column\": id}]");

    with(rules)
        .isRefused(
            "Cannot use rules file "
                + rules
                + ": Invalid rules: cannot be read: Unrecognized token 'id': was expecting (JSON"
                + " String, Number, Array, Object or token 'null', 'true' or 'false') (line 2,"
                + " column 15)");
  }

  @Test
  void readsAFileWithAByteOrderMark() {
    Path data = tables.text("orders.csv", "id\n1\n");
    Path rules = tables.text("rules.yaml", "\uFEFF- {type: not_null, column: id}\n");

    checks.with(data, "--rules", rules.toString()).ended(0, "PASSED");
  }

  private Said with(Path rules) {
    return checks.with(folder.resolve("none.csv"), "--rules", rules.toString());
  }
}
