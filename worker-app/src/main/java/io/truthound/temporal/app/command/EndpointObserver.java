package io.truthound.temporal.app.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.truthound.temporal.app.observe.WorkerEndpoint;

/** Shows over HTTP how a worker is doing. */
final class EndpointObserver implements Observer, AutoCloseable {
  private final WorkerEndpoint endpoint;

  EndpointObserver(WorkerEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  MeterRegistry registry() {
    return endpoint.registry();
  }

  @Override
  public void started(ServerConnection worker) {
    endpoint.watch(worker::trouble);
  }

  @Override
  public void stopping() {
    endpoint.stopping();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
