package io.truthound.temporal.app.command;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.contract.SearchAttributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The custom search attributes of a namespace. */
final class NamespaceAttributes implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20; // a server that creates indexes takes its time

  private final ServerAddress address;
  private final OperatorServiceStubs stubs;

  private NamespaceAttributes(ServerAddress address, OperatorServiceStubs stubs) {
    this.address = address;
    this.stubs = stubs;
  }

  /**
   * Connects.
   *
   * @throws InvalidRequestException if the server cannot be reached, refuses access or lacks the
   *     namespace
   */
  static NamespaceAttributes open(ServerAddress address) {
    ServerConnection.require(address);
    return of(address);
  }

  /** Connects to a namespace that is known to be there. */
  static NamespaceAttributes of(ServerAddress address) {
    return new NamespaceAttributes(
        address,
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(address.stubs())
                .validateAndBuildWithDefaults()));
  }

  /** Returns those that the namespace has, by name. */
  Map<String, IndexedValueType> known() {
    return ask(
            "list its search attributes",
            stub ->
                stub.listSearchAttributes(
                    ListSearchAttributesRequest.newBuilder()
                        .setNamespace(address.namespace())
                        .build()))
        .getCustomAttributesMap();
  }

  /** Says whether the namespace has all of Truthound's, each with its type. */
  boolean areComplete() {
    Map<String, IndexedValueType> known = known();
    return SearchAttributes.all().stream()
        .allMatch(each -> each.getValueType() == known.get(each.getName()));
  }

  /** Adds attributes; one that somebody else has added meanwhile is no failure. */
  void add(Map<String, IndexedValueType> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    String names =
        attributes.entrySet().stream()
            .map(each -> each.getKey() + " (" + word(each.getValue()) + ")")
            .collect(Collectors.joining(", "));
    ask(
        "add the search attributes " + names,
        stub ->
            stub.addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace(address.namespace())
                    .putAllSearchAttributes(attributes)
                    .build()));
  }

  /** Names a type as Temporal's tools do. */
  static String word(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_INT -> "Int";
      case INDEXED_VALUE_TYPE_TEXT -> "Text";
      default -> type.name().replace("INDEXED_VALUE_TYPE_", "");
    };
  }

  private <T> T ask(String what, Function<OperatorServiceBlockingStub, T> question) {
    try {
      return question.apply(
          stubs.blockingStub().withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (StatusRuntimeException e) {
      throw new InvalidRequestException(
          "Cannot %s in %s: %s".formatted(what, address, reason(e.getStatus())), e);
    }
  }

  private static String reason(Status status) {
    String said = status.getDescription() == null ? "" : " (" + status.getDescription() + ")";
    return switch (status.getCode()) {
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          "the server refuses it" + said + "; who administers the namespace can";
      case UNIMPLEMENTED ->
          "the server does not offer it" + said + "; who administers the namespace can";
      default -> status.getCode() + said;
    };
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
