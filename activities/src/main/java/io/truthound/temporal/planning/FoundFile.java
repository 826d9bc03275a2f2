package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of a dataset, or an object that is one. */
sealed interface FoundFile {

  /** Returns what a person knows it as. */
  String named();

  /** Returns its name within its folder. */
  String name();

  /** Returns the names of the folders that it lies in, outermost first. */
  List<String> folders();

  /** Returns what it is now, or was when it was found, without rows. */
  Source identity() throws IOException;

  /** Returns how it is looked at. */
  SourceFile open(SourcesAtHand hand) throws IOException;

  /** Returns how many bytes of it must be brought before all can be read. */
  long bytesElsewhere();

  /** Gives back what was brought of it. */
  void letGo(SourcesAtHand hand) throws IOException;

  /** A file of this machine. */
  record OfMachine(Path path) implements FoundFile {
    @Override
    public String named() {
      return path.toString();
    }

    @Override
    public String name() {
      return path.getFileName().toString();
    }

    @Override
    public List<String> folders() {
      List<String> folders = new ArrayList<>();
      Path folder = path.toAbsolutePath().getParent();
      for (Path part : folder == null ? List.<Path>of() : folder) {
        folders.add(part.toString());
      }
      return folders;
    }

    @Override
    public Source identity() throws IOException {
      return LocalSources.identify(path, 0);
    }

    @Override
    public SourceFile open(SourcesAtHand hand) {
      return SourceFile.of(path);
    }

    @Override
    public long bytesElsewhere() {
      return 0;
    }

    @Override
    public void letGo(SourcesAtHand hand) {}
  }

  /** An object of a store. */
  record OfStore(StoredObject object) implements FoundFile {
    @Override
    public String named() {
      return object.uri();
    }

    @Override
    public String name() {
      return object.uri().substring(object.uri().lastIndexOf('/') + 1);
    }

    @Override
    public List<String> folders() {
      String[] parts = object.uri().split("/", -1);
      return List.of(parts).subList(0, parts.length - 1);
    }

    @Override
    public Source identity() {
      return new Source(object.uri(), object.bytes(), object.version(), 0);
    }

    @Override
    public SourceFile open(SourcesAtHand hand) throws IOException {
      return hand.file(object);
    }

    @Override
    public long bytesElsewhere() {
      return object.bytes();
    }

    @Override
    public void letGo(SourcesAtHand hand) throws IOException {
      hand.letGo(object);
    }
  }
}
