package io.truthound.temporal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Reads objects that are no local files, by URI. Each request is tried again a few times before a
 * method throws. Safe for use by many threads.
 */
public interface ObjectStore {

  /** Says whether a URI names what lies in stores of this kind. */
  boolean reads(String uri);

  /**
   * Returns an object, or nothing where there is none of that name.
   *
   * @throws ObjectRefusedException if nobody may look there, as things are
   * @throws IOException if the store does not answer
   */
  Optional<StoredObject> find(String uri) throws IOException;

  /** Takes objects as they are listed. */
  interface Listing {
    void add(StoredObject object);
  }

  /**
   * Lists the objects whose URIs begin in a certain way, by the bytes of their names. Holds one
   * page of them at a time.
   *
   * @param deep whether to list those that have a {@code /} behind the prefix, too
   * @throws ObjectRefusedException if nobody may list there, as things are
   * @throws IOException if the store does not answer
   */
  void list(String prefix, boolean deep, Listing listing) throws IOException;

  /**
   * Writes a range of an object's bytes to where they lie in it.
   *
   * @param object as it was when it was looked at
   * @param to a file; its position stays
   * @throws ObjectChangedException if the object is another by now, or gone
   * @throws ObjectRefusedException if nobody may read it, as things are
   * @throws ThrottledException if the store asks for fewer requests
   * @throws IOException if the store does not answer, or not with these bytes
   */
  void read(StoredObject object, long offset, long length, FileChannel to) throws IOException;
}
