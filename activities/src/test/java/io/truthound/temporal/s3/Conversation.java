package io.truthound.temporal.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection of a client, and one to the server for each of its requests. */
final class Conversation {
  private final FaultyProxy proxy;
  private final InputStream in;
  private final Answering answering;

  Conversation(FaultyProxy proxy, Socket client) throws IOException {
    client.setTcpNoDelay(true);
    this.proxy = proxy;
    this.in = new BufferedInputStream(client.getInputStream());
    this.answering = new Answering(client);
  }

  /** Returns when the connection has to be closed, or is. */
  void hold() throws IOException {
    for (Head head = Head.read(in); head != null; head = Head.read(in)) {
      if (!exchange(head) || head.says("Connection", "close")) {
        return;
      }
    }
  }

  /** Returns whether another request can follow. */
  private boolean exchange(Head head) throws IOException {
    Account account = proxy.arrived(head.request());
    proxy.runHooks(account.request());
    Optional<FaultyProxy.Canned> canned = proxy.canned(account.request());
    if (canned.isPresent()) {
      return refuse(head, account, canned.get().error(), canned.get().headers());
    }
    Fault fault = proxy.fault(account);
    if (fault == null) {
      return passOn(head, account, null);
    }
    S3Error error = S3Error.of(fault.kind());
    if (error != null) {
      account.broken(fault.kind());
      return refuse(head, account, error, Map.of());
    }
    if (fault.kind() == Fault.Kind.REFUSED) {
      account.broken(fault.kind());
      boolean unused = readBody(head);
      return false;
    }
    return passOn(head, account, fault);
  }

  private boolean refuse(Head head, Account account, S3Error error, Map<String, String> more)
      throws IOException {
    boolean last = !readBody(head);
    byte[] body = error.xml(account.request());
    Head answer =
        new Head("HTTP/1.1 " + error.status() + " " + error.code(), List.of())
            .with("x-amz-request-id", S3Error.REQUEST_ID)
            .with("Content-Type", "application/xml")
            .with("Content-Length", Integer.toString(body.length));
    for (Map.Entry<String, String> header : more.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    Answering.pause(proxy.latency());
    return answering.give(
        Reply.read(answer, new ByteArrayInputStream(body), account.request(), last), account);
  }

  /** Reads a body to its end, or returns false where the client waits to be told to send it. */
  private boolean readBody(Head head) throws IOException {
    if (waits(head)) {
      return false;
    }
    Bodies.ofRequest(head, in).transferTo(OutputStream.nullOutputStream());
    return true;
  }

  private static boolean waits(Head head) {
    return head.says("Expect", "100-continue");
  }

  private boolean passOn(Head head, Account account, @Nullable Fault fault) throws IOException {
    boolean whole = fault != null && fault.kind() == Fault.Kind.IGNORED_RANGE;
    if (whole) {
      account.broken(fault.kind());
    }
    try (Socket server = connect()) {
      Reply reply = ask(server, whole ? Ranges.ask(head, null) : head);
      Optional<String> other =
          fault != null && fault.kind() == Fault.Kind.WRONG_RANGE
              ? Ranges.another(reply.head().value("Content-Range"))
              : Optional.empty();
      return other.isPresent()
          ? passOnAnother(Ranges.ask(head, other.get()), account)
          : answer(reply, account, fault);
    }
  }

  private boolean passOnAnother(Head head, Account account) throws IOException {
    account.broken(Fault.Kind.WRONG_RANGE);
    try (Socket server = connect()) {
      return answer(ask(server, head), account, null);
    }
  }

  private boolean answer(Reply reply, Account account, @Nullable Fault fault) throws IOException {
    Answering.pause(proxy.latency());
    return fault == null ? answering.give(reply, account) : answering.give(reply, account, fault);
  }

  private Socket connect() throws IOException {
    return new Socket(proxy.server().getHost(), proxy.server().getPort());
  }

  private Reply ask(Socket server, Head head) throws IOException {
    InputStream from = new BufferedInputStream(server.getInputStream());
    OutputStream to = new BufferedOutputStream(server.getOutputStream());
    to.write(head.bytes());
    to.flush();
    if (waits(head)) {
      Head first = answered(from);
      if (first.status() != 100) {
        return Reply.read(first, from, head.request(), true);
      }
      answering.goOn(first);
    }
    send(head, to);
    Head answer = answered(from);
    while (answer.status() < 200) {
      answer = answered(from);
    }
    return Reply.read(answer, from, head.request(), false);
  }

  private void send(Head head, OutputStream to) throws IOException {
    InputStream body = Bodies.ofRequest(head, in);
    try (OutputStream framed = Bodies.framed(head, to)) {
      body.transferTo(framed);
    } catch (IOException e) {
      // The server may have answered before it read everything; a client that is gone fails again.
      body.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static Head answered(InputStream from) throws IOException {
    Head answer = Head.read(from);
    if (answer == null) {
      throw new EOFException("Cannot pass on an answer: there is none");
    }
    return answer;
  }
}
