package io.truthound.temporal.app.observe;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves a worker's meters ({@code /metrics}) and its health ({@code /health/live}, {@code
 * /health/ready}). It is alive as long as it answers, and ready while a worker that was given to
 * {@link #watch} has no trouble. Safe for use by many threads.
 */
public final class WorkerEndpoint implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;

  /** In seconds: a client that is slower loses its connection, not the others theirs. */
  private static final String SLOWEST_REQUEST = "sun.net.httpserver.maxReqTime";

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), this::thread);
  private final ScrapedMeters meters = new ScrapedMeters();
  private final Readiness readiness = new Readiness(System::nanoTime);
  private final HttpServer server;

  private WorkerEndpoint(HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to serve; not ready yet.
   *
   * @param at the address to listen at; of port 0, any free one
   * @throws IOException if it cannot listen there
   */
  public static WorkerEndpoint open(InetSocketAddress at) throws IOException {
    if (System.getProperty(SLOWEST_REQUEST) == null) {
      System.setProperty(SLOWEST_REQUEST, "10");
    }
    WorkerEndpoint endpoint = new WorkerEndpoint(HttpServer.create(at, 0));
    endpoint.start();
    return endpoint;
  }

  private void start() {
    Map<String, Page.Source> pages = new LinkedHashMap<>();
    pages.put("/metrics", meters::page);
    pages.put("/health/live", accept -> Page.text(200, "alive"));
    pages.put("/health/ready", accept -> readiness.page());
    server.createContext("/", new PageHandler(pages));
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the registry whose meters are served. */
  public MeterRegistry registry() {
    return meters.registry();
  }

  /** Returns the port that it listens at. */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Tells that the worker has started.
   *
   * @param trouble says why no work comes to it, empty where it does; may take a while
   */
  public void watch(Supplier<Optional<String>> trouble) {
    readiness.watch(trouble);
  }

  /** Tells that the worker stops: it is alive and not ready any more. */
  public void stopping() {
    readiness.stopping();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    meters.close();
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "truthound-endpoint");
    thread.setDaemon(true);
    return thread;
  }
}
