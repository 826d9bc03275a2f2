package io.truthound.temporal.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;

/** How bodies are framed: by their length, in chunks, or by the end of the connection. */
final class Bodies {
  private Bodies() {}

  /** Returns the length that a head promises, or -1 where it promises none. */
  static long length(Head head) {
    String length = head.value("Content-Length");
    return length == null || head.isChunked() ? -1 : Long.parseLong(length);
  }

  /** Returns the content of a request's body, which is empty where its head says nothing of one. */
  static InputStream ofRequest(Head head, InputStream in) {
    return head.isChunked() ? new Chunks(in) : new Exactly(in, Math.max(0, length(head)));
  }

  /** Returns the content of an answer's body, which ends with the connection if not said. */
  static InputStream ofAnswer(Head head, InputStream in) {
    if (head.isChunked()) {
      return new Chunks(in);
    }
    return length(head) < 0 ? in : new Exactly(in, length(head));
  }

  /** Returns what frames a body as its head says, and ends it when closed. */
  static OutputStream framed(Head head, OutputStream out) {
    return head.isChunked() ? new Chunking(out) : unframed(out);
  }

  /** Returns what writes a body as it is, and leaves the connection open when closed. */
  static OutputStream unframed(OutputStream out) {
    return new Plain(out);
  }

  /** A stream that ends after some bytes; an end before them is an error. */
  private static final class Exactly extends InputStream {
    private final InputStream in;
    private long left;

    Exactly(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("Cannot read a body: " + left + " bytes of it are missing");
      }
      left -= count;
      return count;
    }
  }

  /** The content of chunks. */
  private static final class Chunks extends InputStream {
    private final InputStream in;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean started;
    private boolean ended;

    Chunks(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (!ended) {
        int count = chunk.read(bytes, offset, length);
        if (count >= 0) {
          return count;
        }
        next();
      }
      return -1;
    }

    private void next() throws IOException {
      if (started) {
        String unused = Head.some(in);
      }
      started = true;
      long length = HexFormat.fromHexDigitsToLong(Head.some(in).split(";", 2)[0].strip());
      chunk = new Exactly(in, length);
      if (length == 0) {
        ended = true;
        for (String trailer = Head.some(in); !trailer.isEmpty(); ) {
          trailer = Head.some(in);
        }
      }
    }
  }

  /** Writes each piece as a chunk. */
  private static final class Chunking extends OutputStream {
    private final OutputStream out;

    Chunking(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
        out.write(bytes, offset, length);
        out.write("\r\n".getBytes(ISO_8859_1));
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.write("0\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
    }
  }

  /** Writes as it is. */
  private static final class Plain extends OutputStream {
    private final OutputStream out;

    Plain(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    /** Leaves the connection open. */
    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
