package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.TypedProbe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/** An Arrow file's columns, and its record batches on demand. */
record ArrowProbe(SourceFile file, List<ArrowField> fields, ScanWatch watch) implements TypedProbe {

  static ArrowProbe of(SourceFile file, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    boolean unused = ArrowParts.bringMetadata(file, watch);
    try (FileChannel channel = FileChannel.open(file.bytes())) {
      return new ArrowProbe(file, IpcFile.open(channel).fields(), watch);
    } catch (ArrowFormatException e) {
      throw refused(file, e);
    }
  }

  @Override
  public String named() {
    return file.named();
  }

  @Override
  public Map<String, FileColumn> columns() {
    Map<String, FileColumn> columns = new LinkedHashMap<>();
    fields.forEach(
        field -> columns.put(field.name(), new FileColumn(field.type().type(), field.nullable())));
    return columns;
  }

  /** They are written to scratch with the dataset's type. */
  @Override
  public boolean readsUntyped() {
    return true;
  }

  /** Returns the record batches that have rows; each lies where its message begins. */
  @Override
  public List<Block> blocks(List<String> needed)
      throws RefusedException, IOException, ScanCancelledException {
    List<Block> blocks = new ArrayList<>();
    List<Integer> read =
        IntStream.range(0, fields.size())
            .filter(at -> needed.contains(fields.get(at).name()))
            .boxed()
            .toList();
    try (FileChannel channel = FileChannel.open(file.bytes())) {
      long[] next = {0};
      IpcFile.open(channel)
          .messages(
              watch,
              message -> {
                if (message.kind() == MessageHeader.RecordBatch) {
                  BatchLayout batch = layout(channel, message, fields);
                  if (batch.rows() > 0) {
                    long bytes = read.stream().mapToLong(batch::bytes).sum();
                    blocks.add(new Block(next[0], batch.rows(), message.offset(), bytes));
                    next[0] += batch.rows();
                  }
                }
              });
      return blocks;
    } catch (ArrowFormatException e) {
      throw refused(file, e);
    }
  }

  static BatchLayout layout(FileChannel channel, IpcMessage message, List<ArrowField> fields)
      throws ArrowFormatException {
    RecordBatch batch =
        Flat.read(
            "the message at byte " + message.offset(),
            () -> (RecordBatch) Flat.present(message.header().header(new RecordBatch())));
    return BatchLayout.of(channel, message, batch, fields);
  }

  private static RefusedException refused(SourceFile file, ArrowFormatException why) {
    return new RefusedException(
        FailureTypes.DATASET_REFUSED,
        "Cannot read %s as Arrow: %s".formatted(file.named(), why.getMessage()));
  }
}
