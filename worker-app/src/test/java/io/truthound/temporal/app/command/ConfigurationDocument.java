package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.command.MarkdownPage.code;

import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code docs/configuration.md}: all that can be set, as the code says it. */
final class ConfigurationDocument {
  /**
   * What each variable does that this house reads or gives; Temporal's and AWS' are told elsewhere.
   */
  static final Map<String, String> VARIABLES = variables();

  private final OptionTables options = new OptionTables(TruthoundCommandLine.described(nowhere()));
  private final SettingTables settings = new SettingTables(options.names());

  OptionTables options() {
    return options;
  }

  SettingTables settings() {
    return settings;
  }

  String text() throws IOException {
    MarkdownPage page = new MarkdownPage();
    page.heading("# Configuration reference");
    page.line("Made from the code by a test, which says how where this page is out of date.");
    page.line(
        "[operate.md](operate.md) tells which values fit, [metrics.md](metrics.md) has the"
            + " meters,");
    page.line("[rules-reference.md](rules-reference.md) the rules.");
    page.paragraph(
        "[BatchConfig](#batchconfig) · [Commands](#commands)"
            + " · [Options of several commands](#options-of-several-commands)"
            + " · [Environment](#environment) · [Builders in Java](#builders-in-java)");
    settings.write(page);
    options.write(page);
    environment(page);
    page.heading("## Builders in Java");
    page.line("What each method says in full is in its Javadoc.");
    builder(page, "activities", TruthoundPlugin.Builder.class, "a worker");
    builder(page, "workflows", BatchExecutor.Builder.class, "what starts batches");
    builder(page, "worker-app", EmbeddedTruthound.Builder.class, "server and worker in one JVM");
    return page.toString();
  }

  private static void environment(MarkdownPage page) {
    page.heading("## Environment");
    page.head("variable", "what it does");
    VARIABLES.forEach((name, meaning) -> page.row(code(name), meaning));
    page.paragraph(
        "The Temporal server is found by Temporal's own conventions: `TEMPORAL_ADDRESS`,",
        "`TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS_…`, `TEMPORAL_PROFILE`,",
        "`TEMPORAL_CONFIG_FILE` ([security.md](security.md#tls-and-api-keys)). S3 is found by AWS'"
            + " own",
        "([s3.md](s3.md#credentials-region-endpoint)).");
  }

  private static void builder(MarkdownPage page, String module, Class<?> builder, String of)
      throws IOException {
    String name = builder.getEnclosingClass().getSimpleName();
    page.heading("### " + name + ".Builder");
    page.line("Of " + of + ".");
    page.line("");
    page.head("method", "what it does");
    SourceComments.of(module, builder)
        .methods("Builder")
        .forEach((method, meaning) -> page.row(code(method), meaning));
  }

  private static Map<String, String> variables() {
    Map<String, String> all = new TreeMap<>();
    all.put("JAVA_HOME", "the Java that `./truthound` runs; default: `java` on `PATH`");
    all.put("NO_COLOR", "no colours");
    all.put(
        "HOSTNAME",
        "what a worker calls its machine where neither `--host` nor a name service says it");
    all.put("TRUTHOUND_STORE", "the store, as `--store`");
    all.put("TRUTHOUND_CODEC_KEYS", "the file of the codec's keys, as `--codec-keys`");
    all.put("TRUTHOUND_CODEC_KEY", "the keys themselves, with commas between them");
    all.put("TRUTHOUND_CODEC_TOKEN", "the token of `truthound codec-server`, as `--token-file`");
    all.put(
        "TRUTHOUND_JAVA_OPTIONS", "more options for the JVM of `./truthound`, such as `-Xmx256m`");
    String s3 = " ([s3.md](s3.md#credentials-region-endpoint))";
    all.put("TRUTHOUND_S3_PATH_STYLE", "whether the bucket's name stands in the path" + s3);
    all.put("TRUTHOUND_S3_ANONYMOUS", "whether requests are not signed" + s3);
    all.put("TRUTHOUND_S3_ENCRYPTION", "how what the store writes is encrypted" + s3);
    all.put("TRUTHOUND_S3_ENCRYPTION_KEY", "the id of the KMS key" + s3);
    all.put("TRUTHOUND_S3_TIMEOUT_SECONDS", "how long one attempt at a request may take" + s3);
    String told = " to commands that are told of a batch ([notify.md](notify.md#commands))";
    all.put("TRUTHOUND_EVENT", "given" + told);
    all.put("TRUTHOUND_EVENT_ID", "given" + told);
    all.put("TRUTHOUND_DATASET", "given" + told);
    all.put("TRUTHOUND_STATUS", "given" + told);
    return all;
  }

  private static Terminal nowhere() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Terminal(nowhere, nowhere, Map.of(), false);
  }
}
