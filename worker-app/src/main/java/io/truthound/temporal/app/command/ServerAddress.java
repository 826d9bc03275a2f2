package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a Temporal server is and how to speak to it, by Temporal's own conventions. */
record ServerAddress(WorkflowServiceStubsOptions stubs, WorkflowClientOptions client) {
  private static final String CONFIG_FILE = "TEMPORAL_CONFIG_FILE";

  static ServerAddress resolve(
      @Nullable String address,
      @Nullable String namespace,
      @Nullable String profile,
      Terminal terminal) {
    requireConfigFile(terminal);
    try {
      ClientConfigProfile.Builder found = load(profile, terminal).toBuilder();
      if (address != null) {
        found.setAddress(address);
      }
      if (namespace != null) {
        found.setNamespace(namespace);
      }
      ClientConfigProfile chosen = found.build();
      return new ServerAddress(
          WorkflowServiceStubsOptions.newBuilder(chosen.toWorkflowServiceStubsOptions())
              .validateAndBuildWithDefaults(),
          WorkflowClientOptions.newBuilder(chosen.toWorkflowClientOptions())
              .validateAndBuildWithDefaults());
    } catch (IOException | RuntimeException e) {
      throw new InvalidRequestException(
          "Cannot use Temporal's configuration" + named(profile) + ": " + Problem.of(e), e);
    }
  }

  /** Returns the same server with another way to write what Temporal keeps. */
  ServerAddress with(UnaryOperator<DataConverter> writing) {
    return new ServerAddress(
        stubs,
        WorkflowClientOptions.newBuilder(client)
            .setDataConverter(writing.apply(client.getDataConverter()))
            .build());
  }

  String address() {
    return String.valueOf(stubs.getTarget());
  }

  String namespace() {
    return client.getNamespace();
  }

  @Override
  public String toString() {
    return address() + ", namespace " + namespace();
  }

  /** Says where a workflow can be seen. */
  Where where(String workflowId) {
    List<String> lines = new ArrayList<>();
    lines.add("Workflow  " + workflowId + " at " + this);
    String page = page(workflowId);
    if (page != null) {
      lines.add("Web UI    " + page);
    }
    lines.add("History   " + command("show", workflowId));
    return new Where(lines);
  }

  /** Returns the line that a person types to do something with a workflow. */
  private String command(String verb, String workflowId) {
    return "temporal workflow "
        + verb
        + " --workflow-id "
        + workflowId
        + " --address "
        + address()
        + " --namespace "
        + namespace();
  }

  /** Returns the line that a person types to have this command line do something with a batch. */
  String truthound(String verb, String workflowId) {
    return "truthound "
        + verb
        + " "
        + workflowId
        + " --address "
        + address()
        + (namespace().equals("default") ? "" : " --namespace " + namespace());
  }

  /** The development server shows its UI 1,000 ports above its own; elsewhere nobody knows. */
  private @Nullable String page(String workflowId) {
    String path = "/namespaces/" + encoded(namespace()) + "/workflows/" + encoded(workflowId);
    String host = address().toLowerCase(Locale.ROOT);
    if (host.contains(".tmprl.cloud")) {
      return "https://cloud.temporal.io" + path;
    }
    if (!host.matches("(localhost|127\\.0\\.0\\.1):\\d{1,5}")) {
      return null;
    }
    int port = Integer.parseInt(host.substring(host.indexOf(':') + 1));
    return "http://localhost:" + (port + 1000) + path + " (of a development server)";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static ClientConfigProfile load(@Nullable String profile, Terminal terminal)
      throws IOException {
    LoadClientConfigProfileOptions.Builder options =
        LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(terminal.environment());
    if (profile != null) {
      options.setConfigFileProfile(profile);
    }
    return ClientConfigProfile.load(options.build());
  }

  /** Temporal takes a named file that is not there for an empty one. */
  private static void requireConfigFile(Terminal terminal) {
    String file = terminal.variable(CONFIG_FILE);
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw new InvalidRequestException(
          "Cannot read " + file + ", which " + CONFIG_FILE + " names: no such readable file");
    }
  }

  private static String named(@Nullable String profile) {
    return profile == null ? "" : " (profile " + profile + ")";
  }
}
