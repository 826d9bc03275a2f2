package io.truthound.temporal.app.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerEndpointTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private WorkerEndpoint endpoint;

  @BeforeEach
  void open() throws IOException {
    endpoint = WorkerEndpoint.open(free());
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + endpoint.port() + path;
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url(path))).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void servesMetersAsPrometheusText() throws Exception {
    endpoint.registry().counter("things").increment(3);

    HttpResponse<String> page = send("GET", "/metrics");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(page.body()).contains("\nthings_total 3.0\n").doesNotContain("# EOF");
  }

  @Test
  void servesMetersAsOpenMetricsWhereAskedFor() throws Exception {
    endpoint.registry().counter("things").increment(3);

    HttpResponse<String> page = send("GET", "/metrics", "Accept", "application/openmetrics-text");

    assertThat(page.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(page.body())
        .contains("# TYPE things counter\n", "\nthings_total 3.0\n")
        .endsWith("# EOF\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvm_memory_used_bytes{",
        "jvm_threads_live_threads ",
        "jvm_gc_memory_allocated_bytes_total ",
        "process_cpu_usage ",
        "process_uptime_seconds ",
        "process_files_open_files ",
        "process_resident_memory_bytes "
      })
  void hasMetersOfTheProcess(String meter) throws Exception {
    assertThat(send("GET", "/metrics").body()).contains("\n" + meter);
  }

  @Test
  void saysToHeadWhatGetWouldBringAndBringsNothing() throws Exception {
    HttpResponse<String> page = send("HEAD", "/health/live");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Length")).contains("6");
    assertThat(page.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void refusesOtherMethods(String method) throws Exception {
    HttpResponse<String> page = send(method, "/metrics");

    assertThat(page.statusCode()).isEqualTo(405);
    assertThat(page.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics/", "/metrics/more", "/health", "/health/live/..", "/etc"})
  void knowsNoOtherPath(String path) throws Exception {
    HttpResponse<String> page = send("GET", path);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body())
        .isEqualTo("Not found; there is /metrics, /health/live, /health/ready\n");
  }

  @Test
  void isReadyFromTheStartOfTheWorkerToItsStopAndAliveAllTheTime() throws Exception {
    assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(503);
    assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    endpoint.watch(Optional::empty);
    assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(200);
    endpoint.stopping();
    assertThat(send("GET", "/health/ready").body()).isEqualTo("The worker stops\n");
    assertThat(send("GET", "/health/live").body()).isEqualTo("alive\n");
  }

  @Test
  void saysThatItFailedWhereTheWorkerCannotBeAsked() throws Exception {
    endpoint.watch(
        () -> {
          throw new IllegalStateException("secret");
        });

    HttpResponse<String> page = send("GET", "/health/ready");

    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).isEqualTo("Cannot answer: see the worker's log\n");
  }

  @Test
  void cannotListenWhereSomebodyElseDoes() {
    InetSocketAddress taken =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());

    assertThatThrownBy(() -> WorkerEndpoint.open(taken)).isInstanceOf(BindException.class);
  }

  @Test
  void probesTellHealthAndItsLack() {
    assertThat(HealthProbe.answers(url("/health/live"))).isTrue();
    assertThat(HealthProbe.answers(url("/health/ready"))).isFalse();
    assertThat(HealthProbe.answers("no url")).isFalse();
    endpoint.close();
    assertThat(HealthProbe.answers(url("/health/live"))).isFalse();
  }
}
