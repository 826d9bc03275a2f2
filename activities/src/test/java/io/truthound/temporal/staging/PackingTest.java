package io.truthound.temporal.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.Packed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {
  private static final byte[] TEXT = "id,name\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource(Packing.class)
  void unpacksAllMembers(Packing packing) throws IOException {
    byte[] packed = joined(pack(packing, TEXT), pack(packing, new byte[0]), pack(packing, TEXT));

    assertThat(unpacked(packing, packed)).isEqualTo(joined(TEXT, TEXT));
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void unpacksAMemberWithoutText(Packing packing) throws IOException {
    assertThat(unpacked(packing, pack(packing, new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void unpacksMuchTextWhereverItsBytesArriveApart(Packing packing) throws IOException {
    byte[] text = new byte[3 << 20];
    Random random = new Random(1);
    for (int at = 0; at < text.length; at++) {
      text[at] = (byte) ('a' + random.nextInt(4));
    }
    byte[] packed = joined(pack(packing, text), pack(packing, TEXT));
    InputStream drops =
        new FilterInputStream(new ByteArrayInputStream(packed)) {
          @Override
          public int read(byte[] to, int at, int most) throws IOException {
            return super.read(to, at, Math.min(most, 1 + random.nextInt(3)));
          }
        };

    assertThat(packing.unpack(drops).readAllBytes()).isEqualTo(joined(text, TEXT));
  }

  /** Cut anywhere, two members are not whole, but where the first ends. */
  @ParameterizedTest
  @EnumSource(Packing.class)
  void refusesWhatWasCutShort(Packing packing) throws IOException {
    byte[] first = pack(packing, TEXT);
    byte[] packed = joined(first, pack(packing, TEXT));

    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      if (length == first.length) {
        assertThat(unpacked(packing, cut)).isEqualTo(TEXT);
      } else {
        assertThatThrownBy(() -> unpacked(packing, cut))
            .as("%d bytes", length)
            .isInstanceOf(PackedFormatException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void neverGivesOtherTextForAFlippedByte(Packing packing) throws IOException {
    byte[] packed = pack(packing, TEXT);

    for (int at = 0; at < packed.length; at++) {
      byte[] flipped = packed.clone();
      flipped[at] ^= 0x10;
      try {
        assertThat(unpacked(packing, flipped)).as("byte %d", at).isEqualTo(TEXT);
      } catch (PackedFormatException refused) {
        assertThat(refused).hasMessageStartingWith(packing == Packing.GZIP ? "gzip: " : "zstd: ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void passesOnThatReadingFailed(Packing packing) throws IOException {
    byte[] packed = pack(packing, TEXT);
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(packed, 0, packed.length / 2)) {
          @Override
          public int read(byte[] to, int at, int most) throws IOException {
            int count = super.read(to, at, most);
            if (count < 0) {
              throw new IOException("the disk is gone");
            }
            return count;
          }
        };

    assertThatThrownBy(() -> packing.unpack(broken).readAllBytes())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the disk is gone");
  }

  @Test
  void saysWhereAGzipFileIsNotOne() throws IOException {
    byte[] packed = Packed.gzip(TEXT);
    byte[] otherSum = packed.clone();
    otherSum[packed.length - 8] ^= 1;
    byte[] otherSize = packed.clone();
    otherSize[packed.length - 4] ^= 1;
    byte[] otherMethod = packed.clone();
    otherMethod[2] = 7;
    byte[] damaged = packed.clone();
    damaged[10] = 7;

    saysOfGzip(new byte[0], "it is empty (allowed: one member or more)");
    saysOfGzip(TEXT, "69 64 at byte 0 (allowed: 1F 8B, where a member begins)");
    saysOfGzip(
        joined(packed, new byte[] {0, 0}),
        "00 00 at byte %d, behind the last member (allowed: the end, or 1F 8B)"
            .formatted(packed.length));
    saysOfGzip(
        Arrays.copyOf(packed, packed.length - 1),
        "it ends at byte %d within the member at byte 0: it was cut short"
            .formatted(packed.length - 1));
    CRC32 sum = new CRC32();
    sum.update(TEXT);
    saysOfGzip(
        otherSum,
        "the member at byte 0 has the checksum %08x (its end says %08x)"
            .formatted(sum.getValue(), sum.getValue() ^ 1));
    saysOfGzip(
        otherSize,
        "the member at byte 0 has %d bytes (its end says %d)"
            .formatted(TEXT.length, TEXT.length ^ 1));
    saysOfGzip(
        otherMethod,
        "the member at byte 0 has method 7 and flags 0 (allowed: method 8, flags to 31)");
    saysOfGzip(
        damaged,
        "the member at byte 0 is damaged before byte %d: invalid block type"
            .formatted(packed.length));
  }

  private static void saysOfGzip(byte[] packed, String message) {
    assertThatThrownBy(() -> unpacked(Packing.GZIP, packed))
        .isInstanceOf(PackedFormatException.class)
        .hasMessage("gzip: " + message);
  }

  @Test
  void saysWhereAZstdFileIsNotOne() throws IOException {
    byte[] packed = Packed.zstd(TEXT);

    saysOfZstd(new byte[0], "it is empty (allowed: one frame or more)");
    saysOfZstd(TEXT, "damaged before byte %d: Unknown frame descriptor".formatted(TEXT.length));
    saysOfZstd(
        Arrays.copyOf(packed, packed.length - 1),
        "it ends at byte %d within a frame: it was cut short".formatted(packed.length - 1));
    byte[] trailing = joined(packed, TEXT);
    saysOfZstd(
        trailing, "damaged before byte %d: Unknown frame descriptor".formatted(trailing.length));
  }

  private static void saysOfZstd(byte[] packed, String message) {
    assertThatThrownBy(() -> unpacked(Packing.ZSTD, packed))
        .isInstanceOf(PackedFormatException.class)
        .hasMessage("zstd: " + message);
  }

  /** Extra field, name, comment and checksum of the header, as some tools write them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 8, 16, 30, 31})
  void readsEveryHeader(int flags) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(HexFormat.of().parseHex("1f8b08%02x000000000003".formatted(flags)));
    packed.write((flags & 4) == 0 ? new byte[0] : new byte[] {3, 0, 'a', 0, 'c'});
    packed.write((flags & 8) == 0 ? new byte[0] : "a.csv\0".getBytes(StandardCharsets.UTF_8));
    packed.write((flags & 16) == 0 ? new byte[0] : "a comment\0".getBytes(StandardCharsets.UTF_8));
    packed.write((flags & 2) == 0 ? new byte[0] : new byte[] {1, 2});
    byte[] plain = Packed.gzip(TEXT);
    packed.write(plain, 10, plain.length - 10);

    assertThat(unpacked(Packing.GZIP, packed.toByteArray())).isEqualTo(TEXT);
  }

  @Test
  void tellsThePackingByTheEndOfAName() {
    assertThat(Packing.of("A.CSV.GZ")).contains(Packing.GZIP);
    assertThat(Packing.of("a.csv")).isEmpty();
    assertThat(Packing.unpackedName("a.csv.zst")).isEqualTo("a.csv");
  }

  private static byte[] pack(Packing packing, byte[] text) throws IOException {
    return packing == Packing.GZIP ? Packed.gzip(text) : Packed.zstd(text);
  }

  private static byte[] unpacked(Packing packing, byte[] packed) throws IOException {
    try (InputStream in = packing.unpack(new ByteArrayInputStream(packed));
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      in.transferTo((OutputStream) out);
      return out.toByteArray();
    }
  }

  private static byte[] joined(byte[]... pieces) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.write(piece);
    }
    return all.toByteArray();
  }
}
