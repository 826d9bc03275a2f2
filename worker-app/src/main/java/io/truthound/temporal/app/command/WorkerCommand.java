package io.truthound.temporal.app.command;

import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.request.ChannelFile;
import io.truthound.temporal.app.request.InvalidRequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a worker until it is told to stop. */
@Command(
    name = "worker",
    description = "Runs a worker on a Temporal server until SIGTERM or Ctrl-C.",
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  truthound worker --address localhost:7233 --store /srv/truthound",
      "",
      "Running slices get 20 s to end; what is cut off then is tried again by another worker."
    })
final class WorkerCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 1, heading = "%nServer:%n")
  private ConnectionOptions connection = new ConnectionOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nStore and memory:%n")
  private Resources resources = new Resources();

  @ArgGroup(validate = false, order = 3, heading = "%nMeters and health:%n")
  private EndpointOptions endpoint = new EndpointOptions();

  private final Terminal terminal;
  private final Interruption interruption;

  WorkerCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  /** What the worker may use. */
  static final class Resources extends StoreOptions {
    @Option(
        names = "--memory-limit",
        paramLabel = "SIZE",
        description = "Memory for scans, such as 256MB or 2GB. Default: 256MB.")
    private @Nullable String memoryLimit;

    @Option(
        names = "--slots",
        paramLabel = "N",
        description = "Activities that run at once. Default: one for each core.")
    private @Nullable Integer slots;

    @Option(
        names = "--slice-size",
        paramLabel = "SIZE",
        description =
            "About how many bytes a slice reads of the batches that this worker plans, such as 16MB."
                + " Default: as much as takes about half a second.")
    private @Nullable String sliceSize;

    @Option(
        names = "--host",
        paramLabel = "NAME",
        description =
            "What this machine is called: local files that it planned with are read on the task queue"
                + " QUEUE@NAME, which this worker polls too. Default: its host name.")
    private @Nullable String host;

    @Option(
        names = "--allow",
        paramLabel = "PLACE",
        description =
            "Read only what lies at or below this folder or s3://BUCKET/PREFIX, wherever links lead;"
                + " all else is refused. Repeatable. Default: whatever this process may read.")
    private List<String> allowed = new ArrayList<>();

    @Option(
        names = SamplesText.OPTION,
        paramLabel = SamplesText.LABEL,
        description =
            "Show no more of values than this, whatever a batch asks for: full, masked or none, of one"
                + " column or of all others. Repeatable. Without it batches decide.")
    private List<String> samples = new ArrayList<>();

    @Option(
        names = "--channels",
        paramLabel = "FILE",
        description =
            "YAML or JSON: whom to tell of batches, by the names that --notify gives; docs/notify.md"
                + " explains it.")
    private @Nullable Path channels;

    /** Returns the names of the channels that it has. */
    List<String> set(TruthoundPlugin.Builder plugin, Terminal terminal) {
      List<ChannelFile.Channel> told =
          channels == null ? List.of() : ChannelFile.read(channels, terminal::variable);
      for (ChannelFile.Channel channel : told) {
        plugin.addNotifier(channel.name(), channel.notifier(), channel.events());
      }
      plugin.boundSampleValues(SamplesText.parse(samples));
      for (String place : allowed) {
        try {
          plugin.allowSources(place);
        } catch (IllegalArgumentException e) {
          throw new InvalidRequestException("Invalid --allow: \"" + place + '"', e);
        }
      }
      if (host != null) {
        if (host.isBlank()) {
          throw new InvalidRequestException("Invalid --host: blank (allowed: a name)");
        }
        plugin.setHost(host);
      }
      if (memoryLimit != null) {
        plugin.setMemoryLimit(MemorySize.parse("--memory-limit", memoryLimit));
      }
      if (slots != null) {
        if (slots < 1) {
          throw new InvalidRequestException("Invalid --slots: " + slots + " (allowed: 1 or more)");
        }
        plugin.setSlots(slots);
      }
      if (sliceSize != null) {
        long bytes = MemorySize.parse("--slice-size", sliceSize, 1, "1 byte or more, such as 16MB");
        plugin.setSliceBytes(bytes);
      }
      return told.stream().map(ChannelFile.Channel::name).toList();
    }
  }

  @Override
  public Integer call() {
    String store = resources.own(terminal);
    TruthoundPlugin.Builder plugin =
        TruthoundPlugin.newBuilder().addStore(store).addTaskQueue(connection.taskQueue());
    List<String> channels = resources.set(plugin, terminal);
    ServerAddress address = connection.resolve(terminal);
    if (!endpoint.isWanted()) {
      work(address, plugin, said(store, channels), Observer.NONE);
      return ExitStatus.SUCCESS;
    }
    try (EndpointObserver observer = endpoint.open(terminal)) {
      plugin.setMeterRegistry(observer.registry());
      work(address, plugin, said(store, channels), observer);
    }
    return ExitStatus.SUCCESS;
  }

  private static String said(String store, List<String> channels) {
    return "store " + store + (channels.isEmpty() ? "" : ", tells " + String.join(", ", channels));
  }

  private void work(
      ServerAddress address, TruthoundPlugin.Builder plugin, String means, Observer observer) {
    try (ServerConnection worker = open(address, plugin)) {
      observer.started(worker);
      terminal.say(
          "Polling task queue "
              + worker.taskQueue()
              + " at "
              + address
              + ", "
              + means
              + "; Ctrl-C stops");
      interruption.requested().join();
      observer.stopping();
      terminal.say("Stopping; Ctrl-C again leaves at once");
    }
  }

  private ServerConnection open(ServerAddress address, TruthoundPlugin.Builder plugin) {
    try {
      return ServerConnection.open(address, connection.taskQueue(), plugin.build());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), e);
    }
  }
}
