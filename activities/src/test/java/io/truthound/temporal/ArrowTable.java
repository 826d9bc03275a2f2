package io.truthound.temporal;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * Rows written by Arrow's own library. What they are alike in, how they lie in the file differs by
 * their number: file or stream, compressed or not, text of each kind, timestamps of each unit.
 *
 * @param batches rows of each record batch
 */
record ArrowTable(List<String> names, List<List<Object>> rows, List<Integer> batches) {
  private static final DictionaryEncoding ENCODING =
      new DictionaryEncoding(7, false, new ArrowType.Int(16, true));

  /** Stands for the values of a column of nulls. */
  private static final String NOTHING = "nothing";

  static ArrowTable of(List<List<Object>> rows, List<Integer> batches) {
    return new ArrowTable(RandomTable.COLUMNS, rows, batches);
  }

  /** Numbers a column {@code x} from 0, over record batches of these sizes. */
  static ArrowTable ofNumbers(Integer... batches) {
    List<List<Object>> rows = new ArrayList<>();
    int size = List.of(batches).stream().mapToInt(Integer::intValue).sum();
    LongStream.range(0, size).forEach(row -> rows.add(List.of(row)));
    return new ArrowTable(List.of("x"), rows, List.of(batches));
  }

  /** Gives a column {@code x} these values; only nulls make it one without a type. */
  static ArrowTable ofValues(Object... values) {
    List<List<Object>> rows = new ArrayList<>();
    Arrays.asList(values).forEach(value -> rows.add(Collections.singletonList(value)));
    return new ArrowTable(List.of("x"), rows, List.of(values.length));
  }

  void write(Path path) throws IOException {
    int variant = rows.size();
    CodecType codec =
        List.of(CodecType.NO_COMPRESSION, CodecType.LZ4_FRAME, CodecType.ZSTD).get(variant % 3);
    CompressionCodec.Factory factory =
        codec == CodecType.NO_COMPRESSION
            ? NoCompressionCodec.Factory.INSTANCE
            : CommonsCompressionFactory.INSTANCE;
    try (BufferAllocator allocator = new RootAllocator();
        OutputStream out = Files.newOutputStream(path);
        MapDictionaryProvider dictionaries = new MapDictionaryProvider();
        VectorSchemaRoot root = root(allocator, dictionaries, variant)) {
      try (ArrowWriter writer =
          variant % 2 == 0
              ? new ArrowFileWriter(
                  root,
                  dictionaries,
                  Channels.newChannel(out),
                  null,
                  IpcOption.DEFAULT,
                  factory,
                  codec)
              : new ArrowStreamWriter(
                  root,
                  dictionaries,
                  Channels.newChannel(out),
                  IpcOption.DEFAULT,
                  factory,
                  codec)) {
        writer.start();
        int from = 0;
        for (int size : batches) {
          fill(root, from, size);
          writer.writeBatch();
          from += size;
        }
        writer.end();
      }
    }
  }

  private VectorSchemaRoot root(
      BufferAllocator allocator, MapDictionaryProvider dictionaries, int variant) {
    List<FieldVector> vectors = new ArrayList<>();
    for (int at = 0; at < names.size(); at++) {
      int column = at;
      Object value =
          rows.stream()
              .map(row -> row.get(column))
              .filter(any -> any != null)
              .findFirst()
              .orElse(rows.isEmpty() ? 0L : NOTHING);
      boolean coded = names.get(at).equals("s") && variant % 4 == 3;
      vectors.add(
          coded
              ? coded(allocator, dictionaries, at)
              : vector(names.get(at), value, allocator, variant));
    }
    return new VectorSchemaRoot(vectors);
  }

  private FieldVector coded(BufferAllocator allocator, MapDictionaryProvider dictionaries, int at) {
    VarCharVector values = new VarCharVector("values", allocator);
    List<String> words = words(at);
    values.allocateNew();
    for (int word = 0; word < words.size(); word++) {
      values.setSafe(word, words.get(word).getBytes(StandardCharsets.UTF_8));
    }
    values.setValueCount(words.size());
    dictionaries.put(new Dictionary(values, ENCODING));
    return new SmallIntVector(
        names.get(at), new FieldType(true, ENCODING.getIndexType(), ENCODING), allocator);
  }

  private List<String> words(int column) {
    TreeSet<String> words = new TreeSet<>();
    rows.forEach(
        row -> {
          if (row.get(column) != null) {
            words.add((String) row.get(column));
          }
        });
    return List.copyOf(words);
  }

  private static FieldVector vector(
      String name, Object value, BufferAllocator allocator, int variant) {
    return switch (name) {
      case "i" -> new IntVector(name, allocator);
      case "l" -> new BigIntVector(name, allocator);
      case "x" ->
          value.equals(NOTHING)
              ? new NullVector(name)
              : value instanceof Integer
                  ? new IntVector(name, allocator)
                  : new BigIntVector(name, allocator);
      case "d" -> new Float8Vector(name, allocator);
      case "m" -> new DecimalVector(name, allocator, 9, 2);
      case "b" -> new BitVector(name, allocator);
      case "t" ->
          variant % 3 == 0
              ? new DateMilliVector(name, allocator)
              : new DateDayVector(name, allocator);
      case "z" ->
          switch (variant % 3) {
            case 0 -> new TimeStampMicroVector(name, allocator);
            case 1 -> new TimeStampMilliVector(name, allocator);
            default -> new TimeStampNanoVector(name, allocator);
          };
      case "s" ->
          switch (variant % 4) {
            case 0 -> new VarCharVector(name, allocator);
            case 1 -> new LargeVarCharVector(name, allocator);
            default -> new ViewVarCharVector(name, allocator);
          };
      default -> throw new IllegalArgumentException(name + " of " + value);
    };
  }

  private void fill(VectorSchemaRoot root, int from, int size) {
    for (int at = 0; at < names.size(); at++) {
      FieldVector vector = root.getVector(at);
      vector.reset();
      vector.setInitialCapacity(Math.max(1, size));
      vector.allocateNew();
      for (int row = 0; row < size; row++) {
        Object value = rows.get(from + row).get(at);
        if (value == null) {
          vector.setNull(row);
        } else {
          set(vector, row, value, at);
        }
      }
      vector.setValueCount(size);
    }
    root.setRowCount(size);
  }

  private void set(FieldVector vector, int row, Object value, int column) {
    if (vector instanceof SmallIntVector indices) {
      indices.setSafe(row, words(column).indexOf(value));
    } else if (vector instanceof IntVector ints) {
      ints.setSafe(row, (Integer) value);
    } else if (vector instanceof BigIntVector longs) {
      longs.setSafe(row, (Long) value);
    } else if (vector instanceof Float8Vector doubles) {
      doubles.setSafe(row, (Double) value);
    } else if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(row, (BigDecimal) value);
    } else if (vector instanceof BitVector bits) {
      bits.setSafe(row, (Boolean) value ? 1 : 0);
    } else if (vector instanceof DateDayVector days) {
      days.setSafe(row, (int) ((LocalDate) value).toEpochDay());
    } else if (vector instanceof DateMilliVector millis) {
      millis.setSafe(row, ((LocalDate) value).toEpochDay() * 86_400_000L);
    } else if (vector instanceof TimeStampMicroVector micros) {
      micros.setSafe(row, since((LocalDateTime) value, ChronoUnit.MICROS));
    } else if (vector instanceof TimeStampMilliVector millis) {
      millis.setSafe(row, since((LocalDateTime) value, ChronoUnit.MILLIS));
    } else if (vector instanceof TimeStampNanoVector nanos) {
      nanos.setSafe(row, since((LocalDateTime) value, ChronoUnit.NANOS));
    } else {
      text(vector, row, ((String) value).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static long since(LocalDateTime value, ChronoUnit unit) {
    return unit.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), value);
  }

  private static void text(FieldVector vector, int row, byte[] utf8) {
    if (vector instanceof VarCharVector texts) {
      texts.setSafe(row, utf8);
    } else if (vector instanceof LargeVarCharVector texts) {
      texts.setSafe(row, utf8);
    } else {
      ((ViewVarCharVector) vector).setSafe(row, utf8);
    }
  }
}
