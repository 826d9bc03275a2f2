package io.truthound.temporal.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/** What a server answered in place of what it was asked for. */
final class GrpcStatus {
  private GrpcStatus() {}

  /** Finds it in a failure of Temporal's client; null where no server had to do with it. */
  static @Nullable Status in(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof StatusRuntimeException status) {
        return status.getStatus();
      }
    }
    return null;
  }
}
