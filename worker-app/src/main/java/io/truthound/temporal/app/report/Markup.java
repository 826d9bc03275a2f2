package io.truthound.temporal.app.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes XML, or HTML that is XML too, as UTF-8. Whatever stands in texts and attributes is
 * escaped, also what XML does not allow; each element that is opened is closed.
 */
public final class Markup {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();
  private long length;

  private Markup(Writer out) {
    this.out = out;
  }

  /** Begins a document with what stands before its first element. */
  public static Markup begin(OutputStream out, String head) throws IOException {
    Markup markup =
        new Markup(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    markup.put(head);
    return markup;
  }

  /** Opens an element on a new line; attributes are names and values in turn. */
  public Markup open(String element, @Nullable String... attributes) throws IOException {
    put("\n");
    return tag(element, ">", attributes);
  }

  /** Opens an element where the last text ends. */
  public Markup inline(String element, @Nullable String... attributes) throws IOException {
    return tag(element, ">", attributes);
  }

  private Markup tag(String element, String end, @Nullable String... attributes)
      throws IOException {
    put("<" + element);
    for (int at = 0; at < attributes.length; at += 2) {
      String value = attributes[at + 1];
      if (value != null) {
        put(" " + attributes[at] + "=\"" + escaped(value) + "\"");
      }
    }
    put(end);
    if (end.equals(">")) {
      open.push(element);
    }
    return this;
  }

  /** Closes the element that was opened last. */
  public Markup close() throws IOException {
    put("</" + open.pop() + ">");
    return this;
  }

  /** Writes an element without content; attributes are names and values in turn. */
  public Markup empty(String element, @Nullable String... attributes) throws IOException {
    put("\n");
    return tag(element, "/>", attributes);
  }

  /** Writes an element that has nothing but text. */
  public Markup element(String element, String text, @Nullable String... attributes)
      throws IOException {
    return open(element, attributes).text(text).close();
  }

  /** Writes text on the line that is begun. */
  public Markup text(String text) throws IOException {
    put(escaped(text));
    return this;
  }

  /** Writes text and ends the line. */
  public Markup line(String text) throws IOException {
    put(escaped(text) + "\n");
    return this;
  }

  /** Writes what is no data, as it is: the content of a style element. */
  public Markup literal(String literal) throws IOException {
    put(literal);
    return this;
  }

  /** Returns how many characters were written. */
  public long length() {
    return length;
  }

  /** Closes all that is open, ends the line and gives all of it to the stream, which stays open. */
  public void end() throws IOException {
    while (!open.isEmpty()) {
      close();
    }
    put("\n");
    out.flush();
  }

  private void put(String text) throws IOException {
    out.write(text);
    length += text.length();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    Words.safe(text).chars().forEach(unit -> append(escaped, (char) unit));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, char unit) {
    switch (unit) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.append(unit);
    }
  }
}
