package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** The dictionaries of some columns, as they are when a record batch is read. */
final class Dictionaries implements Closeable {
  private final IpcFile file;
  private final Path scratch;
  private final Map<Long, List<Part>> parts = new TreeMap<>();
  private final Map<Long, Loaded> loaded = new TreeMap<>();

  /** A message that begins a dictionary, or adds to it. */
  private record Part(IpcMessage message, boolean adds) {}

  private record Loaded(List<Part> parts, Dictionary dictionary) {}

  private Dictionaries(IpcFile file, Path scratch) {
    this.file = file;
    this.scratch = scratch;
  }

  /** Finds the dictionaries of these columns; looks at nothing where none has one. */
  static Dictionaries of(IpcFile file, List<ArrowField> columns, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    Dictionaries dictionaries = new Dictionaries(file, scratch);
    Set<Long> wanted = new TreeSet<>();
    for (ArrowField column : columns) {
      if (column.dictionary() != null) {
        wanted.add(column.dictionary().id());
      }
    }
    if (!wanted.isEmpty()) {
      file.messages(watch, message -> dictionaries.find(message, wanted));
    }
    return dictionaries;
  }

  private void find(IpcMessage message, Set<Long> wanted) throws ArrowFormatException {
    if (message.kind() != MessageHeader.DictionaryBatch) {
      return;
    }
    Flat.read(
        "the message at byte " + message.offset(),
        () -> {
          DictionaryBatch batch = header(message);
          return !wanted.contains(batch.id())
              || parts
                  .computeIfAbsent(batch.id(), id -> new ArrayList<>())
                  .add(new Part(message, batch.isDelta()));
        });
  }

  private static DictionaryBatch header(IpcMessage message) {
    return (DictionaryBatch) Flat.present(message.header().header(new DictionaryBatch()));
  }

  /**
   * Returns a column's dictionary as it is for the record batch at an offset; null where it has
   * none. What is returned is the caller's until the next call.
   *
   * @throws ArrowFormatException if it is damaged, or a file replaces it
   */
  @Nullable Dictionary of(ArrowField column, long batch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    if (column.dictionary() == null) {
      return null;
    }
    long id = column.dictionary().id();
    List<Part> current = current(parts.getOrDefault(id, List.of()), batch);
    Loaded known = loaded.get(id);
    boolean grows =
        known != null
            && known.parts().size() <= current.size()
            && current.subList(0, known.parts().size()).equals(known.parts());
    if (known != null && !grows) {
      loaded.remove(id);
      known.dictionary().close();
    }
    Dictionary dictionary =
        known != null && grows
            ? known.dictionary()
            : new Dictionary(column.type().parquet().width(), scratch);
    int done = known != null && grows ? known.parts().size() : 0;
    loaded.put(id, new Loaded(current, dictionary));
    try {
      for (Part part : current.subList(done, current.size())) {
        load(part, column.values(), dictionary, watch);
      }
    } catch (IOException e) {
      loaded.remove(id);
      dictionary.close();
      throw e;
    }
    return dictionary;
  }

  private List<Part> current(List<Part> all, long batch) throws ArrowFormatException {
    List<Part> current = new ArrayList<>();
    for (Part part : all) {
      if (file.isRandomAccess() || part.message().offset() < batch) {
        if (!part.adds()) {
          if (file.isRandomAccess() && !current.isEmpty()) {
            throw new ArrowFormatException("a dictionary that is replaced, which files may not do");
          }
          current.clear();
        }
        current.add(part);
      }
    }
    return current;
  }

  private void load(Part part, ArrowField values, Dictionary dictionary, ScanWatch watch)
      throws IOException, ScanCancelledException {
    RecordBatch data =
        Flat.read(
            "the message at byte " + part.message().offset(),
            () -> Flat.present(header(part.message()).data()));
    BatchLayout batch = BatchLayout.of(file.channel(), part.message(), data, List.of(values));
    try (ColumnReader reader = ColumnReader.of(values, batch, 0, null, scratch)) {
      reader.pages(watch, dictionary::add);
    }
  }

  @Override
  public void close() throws IOException {
    for (Loaded each : loaded.values()) {
      each.dictionary().close();
    }
  }
}
