package io.truthound.temporal.reader.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * One message of a stream: metadata, then a body that is not read here.
 *
 * @param header the metadata; read it within {@link Flat#read}
 * @param offset where the message begins in the file
 * @param body where its body begins
 * @param bodyLength bytes of the body
 */
record IpcMessage(Message header, long offset, long body, long bodyLength) {

  static IpcMessage of(byte[] metadata, long offset, long body) throws ArrowFormatException {
    return Flat.read(
        "the message at byte " + offset,
        () -> {
          ByteBuffer bytes = ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN);
          Message header = Message.getRootAsMessage(bytes);
          if (header.version() < MetadataVersion.V4) {
            throw new ArrowFormatException(
                "the message at byte %d has metadata of version %d (allowed: 4 or later)"
                    .formatted(offset, header.version() + 1));
          }
          header.headerType();
          return new IpcMessage(header, offset, body, header.bodyLength());
        });
  }

  /** Returns the kind of its header, see {@code MessageHeader}. */
  byte kind() {
    return header.headerType();
  }

  long end() {
    return body + bodyLength;
  }
}
