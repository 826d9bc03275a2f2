package io.truthound.temporal.behaviour;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives webhooks and treats each attempt as a script says; the last way stays. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Way> ways;
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

  /** How an attempt is treated. */
  enum Way {
    FAILS,
    HANGS,
    TAKES_IT_AND_LOSES_ITS_ANSWER,
    TAKES_IT
  }

  /** An attempt as it came. */
  record Attempt(String id, String time, String signature, String body, boolean taken) {}

  Receiver(Way... ways) throws IOException {
    this.ways = List.of(ways);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Returns the events that were taken, each once: a receiver knows them by their ids. */
  List<String> taken() {
    return attempts.stream().filter(Attempt::taken).map(Attempt::id).distinct().toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Way way;
    synchronized (this) {
      way = ways.get(Math.min(attempts.size(), ways.size() - 1));
      attempts.add(
          new Attempt(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              body,
              way == Way.TAKES_IT || way == Way.TAKES_IT_AND_LOSES_ITS_ANSWER));
    }
    switch (way) {
      case FAILS -> exchange.sendResponseHeaders(500, -1);
      case TAKES_IT -> exchange.sendResponseHeaders(204, -1);
      case HANGS -> Behaviour.await(closed);
      case TAKES_IT_AND_LOSES_ITS_ANSWER -> {
        // Closed without an answer.
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
