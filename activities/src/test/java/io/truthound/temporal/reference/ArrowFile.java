package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.reference.Table.Bytes;
import io.truthound.temporal.reference.Table.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;

/** Writes rows as an Arrow IPC file with Arrow's own library. */
final class ArrowFile {
  private ArrowFile() {}

  static void write(Table table, Part part, Path file) throws IOException {
    try (BufferAllocator allocator = new RootAllocator();
        OutputStream out = Files.newOutputStream(file);
        VectorSchemaRoot root =
            new VectorSchemaRoot(
                table.columns().stream()
                    .map(column -> vector(column.name(), column.type(), allocator))
                    .collect(Collectors.toList()));
        ArrowFileWriter writer = new ArrowFileWriter(root, null, Channels.newChannel(out))) {
      writer.start();
      int from = 0;
      for (int size : part.groups()) {
        fill(root, part.rows().subList(from, from + size));
        writer.writeBatch();
        from += size;
      }
      writer.end();
    }
  }

  private static FieldVector vector(String name, DataType type, BufferAllocator allocator) {
    return switch (type.kind()) {
      case INT8 -> new TinyIntVector(name, allocator);
      case INT16 -> new SmallIntVector(name, allocator);
      case INT32 -> new IntVector(name, allocator);
      case INT64 -> new BigIntVector(name, allocator);
      case UINT8 -> new UInt1Vector(name, allocator);
      case UINT16 -> new UInt2Vector(name, allocator);
      case UINT32 -> new UInt4Vector(name, allocator);
      case UINT64 -> new UInt8Vector(name, allocator);
      case FLOAT32 -> new Float4Vector(name, allocator);
      case FLOAT64 -> new Float8Vector(name, allocator);
      case DECIMAL -> new DecimalVector(name, allocator, type.precision(), type.scale());
      case STRING -> new VarCharVector(name, allocator);
      case BOOL -> new BitVector(name, allocator);
      case DATE -> new DateDayVector(name, allocator);
      case TIMESTAMP -> new TimeStampMicroVector(name, allocator);
      case TIMESTAMP_TZ -> new TimeStampMicroTZVector(name, allocator, "Europe/Berlin");
      case TIME -> new TimeMicroVector(name, allocator);
      case BINARY -> new VarBinaryVector(name, allocator);
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  private static void fill(VectorSchemaRoot root, List<List<Object>> rows) {
    for (int at = 0; at < root.getFieldVectors().size(); at++) {
      FieldVector vector = root.getVector(at);
      vector.reset();
      vector.setInitialCapacity(Math.max(1, rows.size()));
      vector.allocateNew();
      for (int row = 0; row < rows.size(); row++) {
        Object value = rows.get(row).get(at);
        if (value == null) {
          vector.setNull(row);
        } else {
          set(vector, row, value);
        }
      }
      vector.setValueCount(rows.size());
    }
    root.setRowCount(rows.size());
  }

  private static void set(FieldVector vector, int row, Object value) {
    if (value instanceof BigInteger integer) {
      setInteger(vector, row, integer.longValue());
    } else if (vector instanceof Float4Vector floats) {
      floats.setSafe(row, (Float) value);
    } else if (vector instanceof Float8Vector doubles) {
      doubles.setSafe(row, (Double) value);
    } else if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(row, (BigDecimal) value);
    } else if (vector instanceof VarCharVector texts) {
      texts.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof BitVector bits) {
      bits.setSafe(row, (Boolean) value ? 1 : 0);
    } else if (vector instanceof VarBinaryVector bytes) {
      bytes.setSafe(row, HexFormat.of().parseHex(((Bytes) value).hex()));
    } else {
      setMoment(vector, row, Values.place(value).longValueExact());
    }
  }

  private static void setInteger(FieldVector vector, int row, long value) {
    if (vector instanceof TinyIntVector integers) {
      integers.setSafe(row, (byte) value);
    } else if (vector instanceof SmallIntVector integers) {
      integers.setSafe(row, (short) value);
    } else if (vector instanceof IntVector integers) {
      integers.setSafe(row, (int) value);
    } else if (vector instanceof BigIntVector integers) {
      integers.setSafe(row, value);
    } else if (vector instanceof UInt1Vector integers) {
      integers.setSafe(row, (byte) value);
    } else if (vector instanceof UInt2Vector integers) {
      integers.setSafe(row, (char) value);
    } else if (vector instanceof UInt4Vector integers) {
      integers.setSafe(row, (int) value);
    } else {
      ((UInt8Vector) vector).setSafe(row, value);
    }
  }

  private static void setMoment(FieldVector vector, int row, long place) {
    if (vector instanceof DateDayVector days) {
      days.setSafe(row, (int) place);
    } else if (vector instanceof TimeMicroVector times) {
      times.setSafe(row, place);
    } else if (vector instanceof TimeStampMicroTZVector moments) {
      moments.setSafe(row, place);
    } else {
      ((TimeStampMicroVector) vector).setSafe(row, place);
    }
  }
}
