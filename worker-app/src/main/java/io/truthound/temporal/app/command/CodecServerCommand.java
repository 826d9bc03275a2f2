package io.truthound.temporal.app.command;

import io.truthound.temporal.app.codecserver.Admission;
import io.truthound.temporal.app.codecserver.CodecServer;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.app.request.TokenFile;
import io.truthound.temporal.codec.AesGcmCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a codec server until it is told to stop. */
@Command(
    name = "codec-server",
    description = {
      "Decrypts for Temporal's UI, and for temporal --codec-endpoint, what workers and clients with"
          + " the same keys encrypted, until SIGTERM or Ctrl-C.",
      "",
      "Whoever reaches it reads everything. It speaks HTTP: anywhere but on this machine, put a"
          + " proxy with TLS before it that knows who may read."
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  truthound codec-server --codec-keys keys --allow-origin http://localhost:8233",
      "  temporal server start-dev --ui-codec-endpoint http://localhost:8888"
    })
final class CodecServerCommand implements Callable<Integer> {
  private static final String TOKEN = "TRUTHOUND_CODEC_TOKEN";

  /** In seconds; read by the JDK's server when it is first used: it waits for ever by default. */
  private static final String LONGEST_REQUEST = "sun.net.httpserver.maxReqTime";

  @Option(
      names = CodecKeySource.OPTION,
      paramLabel = "FILE",
      description = "The keys. Default: $TRUTHOUND_CODEC_KEYS.")
  private @Nullable Path codecKeys;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on; 0 takes a free one. Default: 8888.")
  private int port = 8888;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "The address to listen on; another than this machine's own needs a token. Default:"
              + " 127.0.0.1.")
  private String host = "127.0.0.1";

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "A page that may ask: the UI's, such as http://localhost:8233. Repeatable. Default: none.")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Answer only who sends what this file holds, as \"Authorization: Bearer TOKEN\". Default:"
              + " $TRUTHOUND_CODEC_TOKEN, else no token.")
  private @Nullable Path tokenFile;

  private final Terminal terminal;
  private final Interruption interruption;

  CodecServerCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    AesGcmCodec codec = CodecKeySource.codec(codecKeys, terminal);
    if (codec == null) {
      throw new InvalidRequestException(
          "Missing keys: give " + CodecKeySource.OPTION + " or " + CodecKeySource.FILE);
    }
    String token = tokenFile == null ? terminal.variable(TOKEN) : TokenFile.read(tokenFile);
    InetSocketAddress address = address(token);
    System.setProperty(LONGEST_REQUEST, "30");
    try (CodecServer server = CodecServer.start(address, codec, admission(token))) {
      terminal.say("Decoding at http://" + host + ":" + server.port() + "; Ctrl-C stops");
      interruption.requested().join();
    } catch (IOException e) {
      throw new InvalidRequestException(
          "Cannot listen on " + host + ":" + port + ": " + Problem.of(e), e);
    }
    return ExitStatus.SUCCESS;
  }

  private InetSocketAddress address(@Nullable String token) {
    if (port < 0 || port > 65_535) {
      throw new InvalidRequestException("Invalid --port: " + port + " (allowed: 0 to 65535)");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new InvalidRequestException("Invalid --host: \"" + host + "\" is not known");
    }
    if (token == null && !address.getAddress().isLoopbackAddress()) {
      throw new InvalidRequestException(
          "Cannot listen on %s without a token: whoever reaches it reads everything; give --token-file or %s"
              .formatted(host, TOKEN));
    }
    return address;
  }

  private Admission admission(@Nullable String token) {
    try {
      return Admission.of(origins, token);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), e);
    }
  }
}
