package io.truthound.temporal.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An answer that was begun.
 *
 * @param body the content, without what frames it
 * @param length of the content
 * @param bodiless whether the content is left out whatever the head says
 * @param last whether nothing can follow on the client's connection
 */
record Reply(Head head, InputStream body, long length, boolean bodiless, boolean last) {
  /** Returns what a server answers; reads it whole where its length goes unsaid. */
  static Reply read(Head head, InputStream in, Request request, boolean last) throws IOException {
    boolean close = last || head.says("Connection", "close");
    Head told = close ? head.with("Connection", "close") : head;
    if (request.method().equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return new Reply(told, InputStream.nullInputStream(), 0, true, close);
    }
    long length = Bodies.length(head);
    if (length >= 0) {
      return new Reply(told, Bodies.ofAnswer(head, in), length, false, close);
    }
    byte[] content = Bodies.ofAnswer(head, in).readAllBytes();
    Head framed =
        head.isChunked() ? told : told.with("Content-Length", Integer.toString(content.length));
    return new Reply(framed, new ByteArrayInputStream(content), content.length, false, close);
  }

  Reply with(Head head) {
    return new Reply(head, body, length, bodiless, last);
  }

  OutputStream framed(OutputStream out) {
    return bodiless ? Bodies.unframed(out) : Bodies.framed(head, out);
  }
}
