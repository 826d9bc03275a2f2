package io.truthound.temporal.staging;

import java.io.IOException;

/** Thrown when bytes are not what their packing allows; says where and what was found. */
final class PackedFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  PackedFormatException(String message) {
    super(message);
  }
}
