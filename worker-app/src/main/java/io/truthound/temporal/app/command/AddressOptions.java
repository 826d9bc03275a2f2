package io.truthound.temporal.app.command;

import io.truthound.temporal.codec.AesGcmCodec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names the Temporal server; what is left out comes from Temporal's own variables and profiles. */
class AddressOptions {
  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "The Temporal server. Default: $TEMPORAL_ADDRESS, else the profile's.")
  private @Nullable String address;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Default: $TEMPORAL_NAMESPACE, else the profile's, else default.")
  private @Nullable String namespace;

  @Option(
      names = "--temporal-profile",
      paramLabel = "NAME",
      description = "A profile of temporal.toml. Default: $TEMPORAL_PROFILE.")
  private @Nullable String profile;

  @Option(
      names = CodecKeySource.OPTION,
      paramLabel = "FILE",
      description =
          "Encrypt what Temporal keeps with the keys of this file, as all workers and commands must."
              + " Default: $TRUTHOUND_CODEC_KEYS, else none.")
  private @Nullable Path codecKeys;

  /** Says whether a server was named, here or by Temporal's variables. */
  boolean namesServer(Terminal terminal) {
    return address != null
        || profile != null
        || terminal.variable("TEMPORAL_ADDRESS") != null
        || terminal.variable("TEMPORAL_PROFILE") != null;
  }

  /** Returns the option among these that only a server has, or null where none was given. */
  @Nullable String onlyForServer() {
    return namespace != null ? "--namespace" : codecKeys != null ? CodecKeySource.OPTION : null;
  }

  /**
   * Finds the server's address, namespace, credentials and codec; asks nothing of it yet.
   *
   * @throws io.truthound.temporal.app.request.InvalidRequestException if the configuration is wrong
   */
  ServerAddress resolve(Terminal terminal) {
    AesGcmCodec codec = CodecKeySource.codec(codecKeys, terminal);
    ServerAddress resolved = ServerAddress.resolve(address, namespace, profile, terminal);
    return resolved.with(codec == null ? MissingKeys::of : codec::encrypting);
  }
}
