package io.truthound.temporal.app.command;

import io.truthound.temporal.app.observe.WorkerEndpoint;
import io.truthound.temporal.app.request.InvalidRequestException;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a worker serves its meters and health. */
class EndpointOptions {
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serve /metrics for Prometheus, /health/live and /health/ready at this port; 0: any that is"
              + " free. Default: nothing is served.")
  private @Nullable Integer port;

  @Option(
      names = "--metrics-bind",
      paramLabel = "ADDRESS",
      description =
          "The address to serve them at, such as 127.0.0.1 for this machine only. Default: all of"
              + " this machine's, as Prometheus and Kubernetes ask from elsewhere.")
  private @Nullable String bind;

  /**
   * Says whether anything is to be served.
   *
   * @throws InvalidRequestException if there is an address without a port
   */
  boolean isWanted() {
    if (port == null && bind != null) {
      throw new InvalidRequestException("Cannot use --metrics-bind without --metrics-port");
    }
    return port != null;
  }

  /**
   * Begins to serve, and says where.
   *
   * @throws InvalidRequestException if it cannot be served there
   */
  EndpointObserver open(Terminal terminal) {
    int wanted = port == null ? 0 : port;
    if (wanted < 0 || wanted > LAST_PORT) {
      throw new InvalidRequestException(
          "Invalid --metrics-port: " + wanted + " (allowed: 0 to " + LAST_PORT + ")");
    }
    InetSocketAddress at =
        bind == null ? new InetSocketAddress(wanted) : new InetSocketAddress(bind, wanted);
    if (at.isUnresolved()) {
      throw new InvalidRequestException(
          "Invalid --metrics-bind: \"" + bind + "\" (allowed: an address of this machine)");
    }
    try {
      WorkerEndpoint endpoint = WorkerEndpoint.open(at);
      terminal.say("Serving http://" + host() + ":" + endpoint.port() + "/metrics");
      return new EndpointObserver(endpoint);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "Cannot serve meters at port %d%s: %s; choose another --metrics-port"
              .formatted(wanted, bind == null ? "" : " of " + bind, Problem.of(e)),
          e);
    }
  }

  private String host() {
    if (bind == null) {
      return "localhost";
    }
    return bind.contains(":") ? "[" + bind + "]" : bind;
  }
}
