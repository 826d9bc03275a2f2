package io.truthound.temporal.staging;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the text of a source is compressed, told by the ending of its file's name. */
public enum Packing {
  GZIP(".gz", GzipText::new),
  ZSTD(".zst", ZstdText::new);

  private final String ending;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor
  private final Library library;

  Packing(String ending, Library library) {
    this.ending = ending;
    this.library = library;
  }

  private interface Library {
    InputStream open(CountedBytes packed);
  }

  /** Returns the packing that a file's name ends in, or nothing. */
  public static Optional<Packing> of(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(packing -> lower.endsWith(packing.ending)).findFirst();
  }

  /** Returns a file's name without the ending of its packing. */
  public static String unpackedName(String fileName) {
    return of(fileName)
        .map(packing -> fileName.substring(0, fileName.length() - packing.ending.length()))
        .orElse(fileName);
  }

  /** Returns endings and, of each, those with the ending of a packing behind it. */
  public static List<String> packed(List<String> endings) {
    List<String> all = new ArrayList<>(endings);
    for (Packing packing : values()) {
      endings.forEach(ending -> all.add(ending + packing.ending));
    }
    return all;
  }

  /** Returns the ending of names, in lower case, with its dot. */
  public String ending() {
    return ending;
  }

  /**
   * Unpacks as it is read.
   *
   * @return throws {@link PackedFormatException} where the packed bytes are not whole
   */
  InputStream unpack(InputStream packed) throws IOException {
    return library.open(new CountedBytes(packed));
  }
}
