package io.truthound.temporal.app.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Locale;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML that stands for itself: refuses aliases, which Jackson gives as the text of their
 * name, and says where and why text is no YAML.
 */
final class PlainYaml extends JsonParserDelegate {
  private final YAMLParser yaml;
  private final String text;

  private PlainYaml(YAMLParser yaml, String text) {
    super(yaml);
    this.yaml = yaml;
    this.text = text;
  }

  static PlainYaml of(String text) throws IOException {
    return new PlainYaml(new YAMLFactory().createParser(text), text);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = next();
    if (yaml.isCurrentAlias()) {
      throw new JsonParseException(
          this,
          "found the YAML alias *" + getText() + " (allowed: the value itself)",
          yaml.currentTokenLocation());
    }
    return token;
  }

  private JsonToken next() throws IOException {
    try {
      return yaml.nextToken();
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
        throw located(marked, marked.getProblemMark());
      }
      if (e.getCause() instanceof ReaderException unprintable) {
        throw located(unprintable);
      }
      throw e.getOriginalMessage().startsWith("Expected a field name") ? badName(e) : e;
    }
  }

  private JsonParseException badName(JsonProcessingException e) {
    return new JsonParseException(
        this, "a field whose name is an alias or no text (allowed: text)", e.getLocation(), e);
  }

  private JsonParseException located(MarkedYAMLException marked, Mark mark) {
    String context = marked.getContext() == null ? "" : ", " + marked.getContext();
    return located(marked.getProblem() + context, mark.getLine() + 1, mark.getColumn() + 1, marked);
  }

  private JsonParseException located(ReaderException unprintable) {
    String before =
        text.substring(
            0,
            text.offsetByCodePoints(
                0, Math.min(unprintable.getPosition(), text.codePointCount(0, text.length()))));
    return located(
        String.format(
            Locale.ROOT,
            "found the character U+%04X (allowed: printable text)",
            unprintable.getCodePoint()),
        (int) before.chars().filter(c -> c == '\n').count() + 1,
        before.length() - before.lastIndexOf('\n'),
        unprintable);
  }

  private JsonParseException located(String problem, int line, int column, Throwable cause) {
    return new JsonParseException(
        this, problem, new JsonLocation(ContentReference.unknown(), -1L, line, column), cause);
  }
}
