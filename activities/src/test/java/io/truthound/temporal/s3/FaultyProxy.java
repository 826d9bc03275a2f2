package io.truthound.temporal.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server of S3's kind, passes on what it is sent and what is answered, and fails as
 * it is told to. Many clients and connections at once; each connection lives as long as both sides
 * want.
 *
 * <p>A request is first counted, then the hooks run that it meets, then the first canned answer
 * that matches is given; only what matches none can fail.
 */
public final class FaultyProxy implements AutoCloseable {
  private final URI server;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Account> accounts = new ArrayList<>();
  private final List<Hook> hooks = new ArrayList<>();
  private final List<Canned> answers = new ArrayList<>();
  private Faults faults = Faults.NONE;
  private Duration latency = Duration.ZERO;

  private FaultyProxy(URI server, ServerSocket listening) {
    this.server = server;
    this.listening = listening;
  }

  /** Starts a proxy that does nothing but pass on. */
  public static FaultyProxy before(URI server) throws IOException {
    FaultyProxy proxy =
        new FaultyProxy(server, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
    proxy.start("faulty-proxy", proxy::accept);
    return proxy;
  }

  /** Returns where it listens, without a path. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Returns what was asked since the start or the last reset, in the order of arrival. */
  public synchronized List<Exchange> requests() {
    return accounts.stream().map(Account::exchange).toList();
  }

  /** Forgets the requests, hooks, answers, faults and the latency, and counts from 1 again. */
  public synchronized void reset() {
    accounts.clear();
    hooks.clear();
    answers.clear();
    faults = Faults.NONE;
    latency = Duration.ZERO;
  }

  /** Sets which requests fail from now on. */
  public synchronized void faults(Faults faults) {
    this.faults = faults;
  }

  /** Sets how long every answer is held back. */
  public synchronized void latency(Duration latency) {
    this.latency = latency;
  }

  /** Answers matching requests with an error, with more headers, in place of the server. */
  public synchronized void answer(
      Predicate<Request> matching,
      int status,
      String s3ErrorCode,
      String message,
      Map<String, String> headers) {
    answers.add(
        new Canned(matching, new S3Error(status, s3ErrorCode, message), Map.copyOf(headers)));
  }

  /** Runs once, before the first matching request goes on; the request waits for it. */
  public synchronized void before(Predicate<Request> matching, Runnable hook) {
    hooks.add(new Hook(matching, hook));
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  URI server() {
    return server;
  }

  synchronized Duration latency() {
    return latency;
  }

  synchronized Account arrived(Request request) {
    Account account = new Account(request, accounts.size() + 1);
    accounts.add(account);
    return account;
  }

  void runHooks(Request request) {
    for (Hook hook : due(request)) {
      hook.hook().run();
    }
  }

  private synchronized List<Hook> due(Request request) {
    List<Hook> due = new ArrayList<>();
    for (Iterator<Hook> each = hooks.iterator(); each.hasNext(); ) {
      Hook hook = each.next();
      if (hook.matching().test(request)) {
        due.add(hook);
        each.remove();
      }
    }
    return due;
  }

  synchronized Optional<Canned> canned(Request request) {
    return answers.stream().filter(answer -> answer.matching().test(request)).findFirst();
  }

  @Nullable Fault fault(Account account) {
    Faults now;
    synchronized (this) {
      now = faults;
    }
    Fault fault = now.next(account.request(), account.number());
    return fault == null || !fault.kind().suits(account.request()) ? null : fault;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        start("faulty-proxy-" + client.getPort(), () -> talk(client));
      } catch (IOException e) {
        // Closed: nobody is let in any more.
      }
    }
  }

  private void talk(Socket client) {
    try (client) {
      new Conversation(this, client).hold();
    } catch (IOException e) {
      // One side is gone, and the other has seen its connection end.
    } finally {
      open.remove(client);
    }
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private record Hook(Predicate<Request> matching, Runnable hook) {}

  /** An answer that is given in place of the server's. */
  record Canned(Predicate<Request> matching, S3Error error, Map<String, String> headers) {}
}
