package io.truthound.temporal.s3;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/** Gives answers to a client, whole or broken. */
final class Answering {
  private final Socket client;
  private final OutputStream out;

  Answering(Socket client) throws IOException {
    this.client = client;
    this.out = new BufferedOutputStream(client.getOutputStream());
  }

  /** Tells the client that its body is waited for. */
  void goOn(Head head) throws IOException {
    out.write(head.bytes());
    out.flush();
  }

  /** Gives an answer; returns whether another request can follow. */
  boolean give(Reply reply, Account account) throws IOException {
    begin(reply, account);
    try (OutputStream framed = reply.framed(out)) {
      copy(reply.body(), framed, account, reply.length());
    }
    return !reply.last();
  }

  /** Gives an answer with a fault in its body; returns whether another request can follow. */
  boolean give(Reply reply, Account account, Fault fault) throws IOException {
    switch (fault.kind()) {
      case RESET, TRUNCATED, STALLED -> {
        account.broken(fault.kind());
        stop(reply, account, fault);
        return false;
      }
      case SLOW_BODY -> {
        account.broken(fault.kind());
        if (reply.length() == 0) {
          pause(fault.pause());
        }
        return reply.length() == 0 ? give(reply, account) : slowly(reply, account, fault);
      }
      case FLIPPED_BYTE -> {
        boolean isAnObject = reply.length() > 0 && reply.head().status() < 300;
        return isAnObject ? flipped(reply, account, fault) : give(reply, account);
      }
      case NO_CONTENT_LENGTH -> {
        account.broken(fault.kind());
        Head head = reply.head().without("Content-Length").with("Transfer-Encoding", "chunked");
        return give(reply.with(head), account);
      }
      default -> {
        return give(reply, account);
      }
    }
  }

  private void stop(Reply reply, Account account, Fault fault) throws IOException {
    if (reply.length() > 0) {
      begin(reply, account);
      copy(reply.body(), reply.framed(out), account, place(reply, fault));
      out.flush();
    }
    if (fault.kind() == Fault.Kind.RESET) {
      client.setSoLinger(true, 0);
    } else if (fault.kind() == Fault.Kind.STALLED) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
    client.close();
  }

  private boolean slowly(Reply reply, Account account, Fault fault) throws IOException {
    begin(reply, account);
    try (OutputStream framed = reply.framed(out)) {
      copy(reply.body(), framed, account, place(reply, fault));
      framed.flush();
      pause(fault.pause());
      copy(reply.body(), framed, account, reply.length() - place(reply, fault));
    }
    return !reply.last();
  }

  private boolean flipped(Reply reply, Account account, Fault fault) throws IOException {
    account.broken(fault.kind());
    begin(reply, account);
    long before = place(reply, fault);
    try (OutputStream framed = reply.framed(out)) {
      copy(reply.body(), framed, account, before);
      byte[] flipped = {(byte) (reply.body().read() ^ 1)};
      copy(new ByteArrayInputStream(flipped), framed, account, 1);
      copy(reply.body(), framed, account, reply.length() - before - 1);
    }
    return !reply.last();
  }

  private static long place(Reply reply, Fault fault) {
    return (long) (fault.at() * reply.length());
  }

  private void begin(Reply reply, Account account) throws IOException {
    account.answered(reply.head().status());
    out.write(reply.head().bytes());
  }

  private static void copy(InputStream from, OutputStream to, Account account, long length)
      throws IOException {
    byte[] piece = new byte[1 << 16];
    for (long left = length; left > 0; ) {
      int count = from.read(piece, 0, (int) Math.min(piece.length, left));
      if (count < 0) {
        throw new EOFException("Cannot pass on an answer: " + left + " bytes of it are missing");
      }
      account.passed(count);
      to.write(piece, 0, count);
      left -= count;
    }
  }

  static void pause(Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot wait: interrupted");
    }
  }
}
