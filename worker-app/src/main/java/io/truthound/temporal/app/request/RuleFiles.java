package io.truthound.temporal.app.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.truthound.temporal.rule.InvalidRuleException;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads rules from files and from the command line. Columns are not checked here. */
public final class RuleFiles {
  private static final long LARGEST_FILE = 16_000_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

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
    String text = text(file, bytes(file));
    try (JsonParser parser = parser(file, text)) {
      return RuleSet.read(parser);
    } catch (InvalidRuleException e) {
      throw new InvalidRequestException("Cannot use rules file " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
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

  private static byte[] bytes(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidRequestException("Cannot read rules file " + file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new InvalidRequestException("Cannot read rules file " + file + ": it is a directory");
    }
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new InvalidRequestException(
            String.format(
                Locale.ROOT,
                "Cannot read rules file %s: %,d bytes (allowed: up to %,d)",
                file,
                Files.size(file),
                LARGEST_FILE));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String text(Path file, byte[] bytes) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
    if (result.isError()) {
      throw new InvalidRequestException(
          "Cannot read rules file %s: byte %d is not UTF-8 (allowed: UTF-8 text)"
              .formatted(file, rest.position()));
    }
    String decoded = text.flip().toString();
    return decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
  }

  private static JsonParser parser(Path file, String text) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".json") ? new JsonFactory().createParser(text) : PlainYaml.of(text);
  }

  private static InvalidRequestException unreadable(Path file, IOException e) {
    String reason =
        e instanceof java.nio.file.AccessDeniedException ? "access denied" : e.getMessage();
    return new InvalidRequestException("Cannot read rules file " + file + ": " + reason, e);
  }

  private static RuleSet joined(@Nullable RuleSet before, RuleSet more) {
    return before == null ? more : before.plus(more);
  }
}
