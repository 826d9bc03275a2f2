package io.truthound.temporal.reader.ndjson;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** One line as JSON, against Jackson. */
class JsonLineTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final List<String> PIECES =
      List.of(
          """
          { } [ ] , : " \\ \\n \\u00e9 \\ud83d\\udc4d ü 👍 0 1 - -0 1.5 . e 1e5 E+2 true false null \
          NaN "a" "b" "a": "b":1 ,"c": {} [] \\x \\u12 \u0001 \t \
          """
              .split(" "));

  @Property(seed = SUITE, tries = 2_000, shrinking = ShrinkingMode.OFF)
  void acceptsWhatJacksonAccepts(@ForAll long seed) {
    Random random = new Random(seed);
    for (int line = 0; line < 20; line++) {
      String text = random.nextBoolean() ? sound(random) : mutated(random, sound(random));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int before = random.nextInt(3);
      byte[] padded = new byte[before + bytes.length + 2];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      JsonLine read = new JsonLine();

      String fault = read.read(padded, before, before + bytes.length);

      if (fault != null && fault.startsWith("half of a surrogate pair")) {
        continue; // Jackson takes it.
      }
      JsonNode expected = object(text);
      assertThat(fault == null).as("%s: %s", text, fault).isEqualTo(expected != null);
      if (expected != null) {
        assertThat(new Keys().find(read) == null || repeats(read)).isTrue();
        for (int member = 0; member < read.members(); member++) {
          JsonNode value = expected.get(read.name(member));
          assertThat(value).as("%s of %s", read.name(member), text).isNotNull();
          if (!repeats(read)) {
            assertThat(read.kind(member)).as(text).isEqualTo(kind(value));
          }
        }
      }
    }
  }

  @Property(seed = SUITE, tries = 2_000, shrinking = ShrinkingMode.OFF)
  void readsALineAfterOthersAsAlone(@ForAll long seed) {
    Random random = new Random(seed);
    JsonLine reused = new JsonLine();
    Keys known = keys("a", "b");
    String shape = sound(random);
    for (int line = 0; line < 20; line++) {
      shape = random.nextInt(8) == 0 ? sound(random) : shape;
      String text = random.nextInt(3) == 0 ? mutated(random, shape) : otherValues(random, shape);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(6) == 0 && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
      }
      int before = random.nextInt(3);
      byte[] padded = new byte[before + bytes.length + random.nextInt(48)];
      random.nextBytes(padded);
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      if (before + bytes.length < padded.length) {
        padded[before + bytes.length] = (byte) (random.nextInt(8) == 0 ? '1' : '\n');
      }
      JsonLine alone = new JsonLine();
      Keys fresh = keys("a", "b");
      if (random.nextInt(20) == 0) {
        known = keys("a", "b");
      }

      String fault = reused.read(padded, before, before + bytes.length);

      assertThat(fault).as(text).isEqualTo(alone.read(padded, before, before + bytes.length));
      if (fault == null) {
        assertThat(members(reused)).as(text).isEqualTo(members(alone));
        assertThat(known.find(reused)).as(text).isEqualTo(fresh.find(alone));
        for (int column = 0; column < 2; column++) {
          assertThat(known.member(column)).as(text).isEqualTo(fresh.member(column));
        }
        assertThat(known.others()).as(text).isEqualTo(fresh.others());
      }
    }
  }

  @Property(seed = SUITE, tries = 2_000, shrinking = ShrinkingMode.OFF)
  void readsTheLinesOfAFileAsEachAlone(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    String shape = sound(random);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 20; line++) {
      shape = random.nextInt(8) == 0 ? sound(random) : shape;
      String next = random.nextInt(4) == 0 ? mutated(random, shape) : otherValues(random, shape);
      int place = random.nextInt(next.length() + 1);
      text.append(next, 0, place)
          .append(random.nextInt(6) == 0 ? "\n" : "")
          .append(next, place, next.length())
          .append(line < 19 || random.nextBoolean() ? "\n" : "");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int length = bytes.length - random.nextInt(3);
    Lines ahead = new Lines(inPieces(random, bytes), 0, length, ScanWatch.NONE);
    Lines alone = new Lines(inPieces(random, bytes), 0, length, ScanWatch.NONE);
    JsonLine reused = new JsonLine();

    while (ahead.next(reused)) {
      JsonLine fresh = new JsonLine();
      assertThat(alone.next()).as("a line at %d of %s", ahead.startOffset(), text).isTrue();
      assertThat(ahead.startOffset()).as("%s", text).isEqualTo(alone.startOffset());
      assertThat(ahead.endOffset()).as("%s", text).isEqualTo(alone.endOffset());
      String fault = reused.read(ahead.bytes(), ahead.start(), ahead.end());
      assertThat(fault)
          .as("the line at %d of %s", ahead.startOffset(), text)
          .isEqualTo(fresh.read(alone.bytes(), alone.start(), alone.end()));
      if (fault == null) {
        assertThat(values(reused, ahead)).isEqualTo(values(fresh, alone));
      }
    }
    assertThat(alone.next()).isFalse();
  }

  /** Hands over a few bytes at a time, or all. */
  private static ReadableByteChannel inPieces(Random random, byte[] bytes) {
    int most = random.nextBoolean() ? bytes.length : 1 + random.nextInt(30);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) {
        int length = Math.min(most, Math.min(target.remaining(), left.remaining()));
        target.put(left.slice().limit(length));
        left.position(left.position() + length);
        return length == 0 ? -1 : length;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  private static List<String> values(JsonLine line, Lines lines) {
    List<String> values = new ArrayList<>();
    for (int member = 0; member < line.members(); member++) {
      int start = line.valueStart(member);
      int length = line.valueEnd(member) - start;
      values.add(
          line.name(member)
              + line.kind(member)
              + line.isEscaped(member)
              + new String(lines.bytes(), start, length, StandardCharsets.UTF_8));
    }
    return values;
  }

  private static Keys keys(String... names) {
    Keys keys = new Keys();
    List.of(names).forEach(keys::add);
    return keys;
  }

  private static List<String> members(JsonLine line) {
    List<String> members = new ArrayList<>();
    for (int member = 0; member < line.members(); member++) {
      members.add(
          "%s %s %s %d %d"
              .formatted(
                  line.name(member),
                  line.kind(member),
                  line.isEscaped(member),
                  line.valueStart(member),
                  line.valueEnd(member)));
    }
    return members;
  }

  /** Replaces the simple values of a line. */
  private static String otherValues(Random random, String line) {
    return Pattern.compile("null|true|false|-12|0[.]5e-3")
        .matcher(line)
        .replaceAll(
            value ->
                List.of(
                        "null",
                        "true",
                        "0",
                        "-0.1",
                        "1E5",
                        "01",
                        "1.",
                        "-",
                        "\"\"",
                        "\"xyzxyzxyz\"")
                    .get(random.nextInt(10)));
  }

  private static boolean repeats(JsonLine line) {
    return java.util.stream.IntStream.range(0, line.members())
            .mapToObj(line::name)
            .filter(name -> !name.isEmpty())
            .distinct()
            .count()
        < line.members();
  }

  private static @Nullable JsonNode object(String text) {
    try {
      JsonNode node = JACKSON.readTree(text);
      return node.isObject() ? node : null;
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }

  private static JsonLine.Kind kind(JsonNode value) {
    if (value.isContainerNode()) {
      return JsonLine.Kind.NESTED;
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? JsonLine.Kind.TRUE : JsonLine.Kind.FALSE;
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() ? JsonLine.Kind.INTEGER : JsonLine.Kind.REAL;
    }
    return value.isNull() ? JsonLine.Kind.NULL : JsonLine.Kind.STRING;
  }

  private static String sound(Random random) {
    StringBuilder text = new StringBuilder("{");
    int members = random.nextInt(4);
    for (int member = 0; member < members; member++) {
      text.append(member == 0 ? "" : ", ")
          .append('"')
          .append((char) ('a' + member))
          .append("\" : ")
          .append(value(random, 0));
    }
    return text.append('}').toString();
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> "false";
      case 3 -> "-12";
      case 4 -> "0.5e-3";
      case 5 -> "\"x\\u0041\\\"\u00fc\\ud83d\\udc4d\"";
      case 6 -> "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
      default -> "{\"k\":" + value(random, depth + 1) + ",\"l\":[]}";
    };
  }

  private static String mutated(Random random, String text) {
    StringBuilder mutated = new StringBuilder(text);
    for (int change = 0; change <= random.nextInt(3); change++) {
      int at = random.nextInt(mutated.length() + 1);
      if (random.nextBoolean() && at < mutated.length() && mutated.charAt(at) < 0x80) {
        mutated.deleteCharAt(at);
      } else if (at == mutated.length() || mutated.charAt(at) < 0x80) {
        mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return mutated.toString();
  }
}
