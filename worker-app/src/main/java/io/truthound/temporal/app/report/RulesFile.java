package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedRule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes learned rules as {@code check --rules} reads them. */
public final class RulesFile {
  private RulesFile() {}

  /**
   * Writes a line of YAML for each rule, with its confidence behind it; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void writeYaml(LearnResult result, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Learned from ")
        .append(Words.safe(result.dataset().name()))
        .append(": ")
        .append(Words.counted(result.rows(), "row"))
        .append('\n');
    for (LearnedRule rule : result.rules()) {
      String json = new String(ArtifactJson.write(rule.rule()), StandardCharsets.UTF_8);
      text.append("- ").append(YamlText.printable(json));
      text.append("  # ").append(LearnWords.percent(rule.confidence())).append('\n');
    }
    if (result.rules().isEmpty()) {
      text.append("[]\n");
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /**
   * Writes a JSON list; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void writeJson(LearnResult result, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      json.writeStartArray();
      for (LearnedRule rule : result.rules()) {
        Json.indented(json, rule.rule());
      }
      json.writeEndArray();
    }
    out.write('\n');
    out.flush();
  }
}
