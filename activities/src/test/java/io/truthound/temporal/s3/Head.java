package io.truthound.temporal.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first line and the headers of a request or an answer, as they go over the wire. */
record Head(String line, List<Header> headers) {
  record Header(String name, String value) {}

  Head {
    headers = List.copyOf(headers);
  }

  /** Reads a head, or returns null where the stream ends before it. */
  static @Nullable Head read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    List<Header> headers = new ArrayList<>();
    for (String next = some(in); !next.isEmpty(); next = some(in)) {
      int colon = next.indexOf(':');
      headers.add(new Header(next.substring(0, colon), next.substring(colon + 1).strip()));
    }
    return new Head(line, headers);
  }

  /** Reads a line that must be there. */
  static String some(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      throw new EOFException("Cannot read a message: it ends within its head");
    }
    return line;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("Cannot read a message: it ends within a line");
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** Returns what a client asks for with it. */
  Request request() {
    String[] words = line.split(" ", 3);
    Map<String, String> named = new LinkedHashMap<>();
    headers.forEach(
        header ->
            named.merge(
                header.name().toLowerCase(Locale.ROOT), header.value(), (a, b) -> a + "," + b));
    return new Request(words[0], words[1], named);
  }

  /** Returns the status that a server answers with it. */
  int status() {
    return Integer.parseInt(line.split(" ", 3)[1]);
  }

  /** Returns a header, or null. */
  @Nullable String value(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst()
        .orElse(null);
  }

  /** Returns whether a header says something, in whatever letters. */
  boolean says(String name, String value) {
    return value.equalsIgnoreCase(value(name));
  }

  boolean isChunked() {
    return says("Transfer-Encoding", "chunked");
  }

  Head with(String name, String value) {
    return new Head(
        line, Stream.concat(without(name).headers().stream(), header(name, value)).toList());
  }

  Head without(String name) {
    return new Head(
        line, headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList());
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(line).append("\r\n");
    headers.forEach(
        header -> text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static Stream<Header> header(String name, String value) {
    return Stream.of(new Header(name, value));
  }
}
