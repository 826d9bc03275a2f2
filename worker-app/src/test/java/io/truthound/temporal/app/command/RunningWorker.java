package io.truthound.temporal.app.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code truthound worker} on a thread of this JVM, at a free port. */
final class RunningWorker implements AutoCloseable {
  private static final Pattern SERVING = Pattern.compile("Serving (http://\\S+)/metrics");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Interruption interruption = new Interruption();
  private final CompletableFuture<String> url = new CompletableFuture<>();
  private final CompletableFuture<HttpResponse<String>> readyWhenStopping =
      new CompletableFuture<>();
  private final Said said = new Said();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  RunningWorker(String address, String store, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("worker", "--metrics-port", "0", "--metrics-bind", "127.0.0.1"));
    arguments.addAll(List.of("--address", address, "--store", store));
    arguments.addAll(List.of(more));
    Terminal terminal =
        new Terminal(
            System.out, new PrintStream(said, true, StandardCharsets.UTF_8), Map.of(), false);
    CompletableFuture<Integer> unused =
        CompletableFuture.supplyAsync(
                () ->
                    TruthoundCommandLine.run(
                        terminal, interruption, arguments.toArray(String[]::new)),
                task -> new Thread(task).start())
            .whenComplete(this::ended);
  }

  private void ended(Integer exit, Throwable failure) {
    AssertionError early = new AssertionError("ended: " + said(), failure);
    url.completeExceptionally(early);
    readyWhenStopping.completeExceptionally(early);
    if (failure == null) {
      status.complete(exit);
    } else {
      status.completeExceptionally(early);
    }
  }

  /** Looks at readiness while the worker says that it stops: it goes on when that is done. */
  private final class Said extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      String all = toString(StandardCharsets.UTF_8);
      Matcher serving = SERVING.matcher(all);
      if (serving.find()) {
        url.complete(serving.group(1));
      }
      if (all.contains("Stopping;") && !readyWhenStopping.isDone()) {
        readyWhenStopping.complete(get("/health/ready"));
      }
    }
  }

  HttpResponse<String> get(String path, String... headers) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.join() + path));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return URI.create(url.join()).getPort();
  }

  void awaitReady() {
    Eventually.so(() -> get("/health/ready").statusCode() == 200);
  }

  /** Tells it to stop, and returns what it said of its readiness when it began to. */
  HttpResponse<String> stop() {
    interruption.request();
    return readyWhenStopping.join();
  }

  /** Waits for its end and returns the exit status. */
  int status() {
    return status.join();
  }

  String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    interruption.request();
    status.join();
  }
}
