package io.truthound.temporal.staging;

import io.truthound.temporal.dataset.TextEncoding;
import io.truthound.temporal.reader.SourceFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the bytes of a file are text.
 *
 * @param packing how they are compressed, if they are
 * @param encoding what the text is in
 */
record SourceText(Optional<Packing> packing, TextEncoding encoding) {
  private static final int STEP = 1 << 18;

  /** Tells a file's text by its name, and its encoding by its byte order mark. */
  static SourceText of(SourceFile file, Optional<TextEncoding> given) throws IOException {
    Optional<Packing> packing = Packing.of(file.named());
    return new SourceText(packing, given.isPresent() ? given.get() : marked(file.bytes(), packing));
  }

  private static TextEncoding marked(Path file, Optional<Packing> packing) throws IOException {
    try (InputStream text = unpacked(file, packing)) {
      byte[] mark = text.readNBytes(2);
      int both = mark.length < 2 ? 0 : (mark[0] & 0xFF) << 8 | (mark[1] & 0xFF);
      return both == 0xFEFF || both == 0xFFFE ? TextEncoding.UTF_16 : TextEncoding.UTF_8;
    }
  }

  /** Says whether readers can read the file as it lies. */
  boolean plain() {
    return packing.isEmpty() && encoding == TextEncoding.UTF_8;
  }

  /** Opens the text as UTF-8. */
  InputStream open(Path file) throws IOException {
    InputStream text = unpacked(file, packing);
    return encoding == TextEncoding.UTF_8 ? text : new Transcoded(text, encoding);
  }

  private static InputStream unpacked(Path file, Optional<Packing> packing) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), STEP);
    return packing.isPresent() ? packing.get().unpack(bytes) : bytes;
  }

  /** Returns what tells it apart from the same file's text under other assumptions. */
  String key() {
    return packing.map(Packing::name).orElse("plain") + "\n" + encoding.name();
  }
}
