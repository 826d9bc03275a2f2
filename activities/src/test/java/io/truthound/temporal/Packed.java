package io.truthound.temporal;

import com.github.luben.zstd.ZstdOutputStream;
import io.truthound.temporal.dataset.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Compressed files, in as many members or frames as wanted. */
public final class Packed {
  private Packed() {}

  /** Compresses each file of a dataset in one way or the other, or not at all. */
  public static Dataset some(Dataset dataset, Random random) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : dataset.uris()) {
      Path file = Path.of(name);
      byte[] text = Files.readAllBytes(file);
      String ending = List.of("", ".gz", ".zst").get(random.nextInt(3));
      Path packed = file.resolveSibling(file.getFileName() + ending);
      if (!ending.isEmpty()) {
        Files.write(packed, pack(ending, text, random));
        Files.delete(file);
      }
      names.add(packed.toString());
    }
    return dataset.withUris(names);
  }

  private static byte[] pack(String ending, byte[] text, Random random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int from = 0;
    do {
      int to = random.nextBoolean() ? text.length : from + random.nextInt(text.length - from + 1);
      byte[] piece = Arrays.copyOfRange(text, from, to);
      all.write(ending.equals(".gz") ? gzip(piece) : zstd(piece));
      from = to;
    } while (from < text.length);
    return all.toByteArray();
  }

  /** Returns one member. */
  public static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text);
    }
    return bytes.toByteArray();
  }

  /** Returns one frame with a checksum. */
  public static byte[] zstd(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream zip = new ZstdOutputStream(bytes)) {
      zip.setChecksum(true);
      zip.write(text);
    }
    return bytes.toByteArray();
  }
}
