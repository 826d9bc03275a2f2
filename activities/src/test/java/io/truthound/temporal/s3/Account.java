package io.truthound.temporal.s3;

import org.jspecify.annotations.Nullable;

/** An exchange that is under way. Written by one thread, read by any. */
final class Account {
  private final Request request;
  private final int number;
  private int status;
  private long bytes;
  private Fault.@Nullable Kind fault;

  Account(Request request, int number) {
    this.request = request;
    this.number = number;
  }

  Request request() {
    return request;
  }

  int number() {
    return number;
  }

  synchronized void answered(int status) {
    this.status = status;
  }

  synchronized void passed(long bytes) {
    this.bytes += bytes;
  }

  synchronized void broken(Fault.Kind fault) {
    this.fault = fault;
  }

  synchronized Exchange exchange() {
    return new Exchange(request.method(), request.target(), request.range(), status, bytes, fault);
  }
}
