package io.truthound.temporal.app.codecserver;

import com.sun.net.httpserver.HttpServer;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Speaks Temporal's remote codec protocol over HTTP: {@code POST /decode} and {@code POST /encode},
 * also below a namespace's name. Whoever is let in reads all that the codec's keys encrypted. Logs
 * nothing of what passes.
 *
 * <p>At most {@value #THREADS} requests are answered at once, and {@value #WAITING} wait; more are
 * hung up on.
 */
public final class CodecServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  private CodecServer(HttpServer server, ThreadPoolExecutor threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts a server.
   *
   * @param address where it listens; with port 0 a free one is taken
   * @throws IOException if it cannot listen there
   */
  public static CodecServer start(
      InetSocketAddress address, PayloadCodec codec, Admission admission) throws IOException {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/", new CodecExchange(codec, admission));
    server.setExecutor(threads);
    server.start();
    return new CodecServer(server, threads);
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Hangs up on whoever is connected. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
