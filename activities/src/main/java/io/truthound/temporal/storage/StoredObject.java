package io.truthound.temporal.storage;

/**
 * An object as it was when it was looked at.
 *
 * @param uri where it lies
 * @param bytes its size
 * @param version what changes when its bytes do
 */
public record StoredObject(String uri, long bytes, String version) {
  public StoredObject {
    if (bytes < 0) {
      throw new IllegalArgumentException("Invalid object " + uri + ": bytes=" + bytes);
    }
  }
}
