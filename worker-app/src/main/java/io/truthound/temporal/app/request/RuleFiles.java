package io.truthound.temporal.app.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.truthound.temporal.rule.InvalidRuleException;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads rules from files and from the command line. Columns are not checked here. */
public final class RuleFiles {
  private RuleFiles() {}

  /**
   * Reads the rules of files, then single rules, in this order; null where there are none.
   *
   * @param files YAML, or JSON where the name ends in {@code .json}
   * @param rules each a rule as a JSON object
   * @throws InvalidRequestException if a file cannot be read or a rule is not valid; names which
   */
  public static @Nullable RuleSet read(List<Path> files, List<String> rules) {
    RuleSet all = null;
    for (Path file : files) {
      all = joined(all, file(file));
    }
    for (int index = 0; index < rules.size(); index++) {
      all = joined(all, option(rules.get(index), index));
    }
    return all;
  }

  private static RuleSet file(Path file) {
    UserFile given = new UserFile("rules file", file);
    String text = given.text();
    try (JsonParser parser = parser(file, text)) {
      return RuleSet.read(parser);
    } catch (InvalidRuleException e) {
      throw given.unusable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw given.unreadable(e);
    }
  }

  private static RuleSet option(String rule, int index) {
    try {
      return RuleSet.parse(rule);
    } catch (InvalidRuleException e) {
      throw new InvalidRequestException(
          "Cannot use --rule number " + (index + 1) + ": " + e.getMessage(), e);
    }
  }

  private static JsonParser parser(Path file, String text) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".json") ? new JsonFactory().createParser(text) : PlainYaml.of(text);
  }

  private static RuleSet joined(@Nullable RuleSet before, RuleSet more) {
    return before == null ? more : before.plus(more);
  }
}
