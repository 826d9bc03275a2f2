package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More rules than workflow history holds. */
final class ManyRulesTest {
  @TempDir Path folder;

  @Test
  void reportsEveryRule() throws IOException {
    Path data = Files.writeString(folder.resolve("people.csv"), "id,age\n1,36\n2,-4\n");
    Path rules = folder.resolve("rules.yaml");
    StringBuilder yaml = new StringBuilder();
    for (int rule = 0; rule < 1_000; rule++) {
      yaml.append("- {type: in_range, column: age, min: ").append(-rule).append("}\n");
    }
    Files.writeString(rules, yaml);
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));

    int status =
        world.run(
            "check",
            data.toString(),
            "--rules",
            rules.toString(),
            "--format",
            "json",
            "--key",
            "id");

    JsonNode report = new ObjectMapper().readTree(world.out());
    assertThat(status).isEqualTo(1);
    assertThat(report.get("status").asText()).isEqualTo("FAILED");
    assertThat(report.get("rules")).hasSize(1_002);
    assertThat(report.get("rules").get(3).get("failed").asInt()).isEqualTo(1);
    assertThat(report.get("rules").get(3).get("samples").get(0).get("value").asInt()).isEqualTo(-4);
    assertThat(report.get("rules").get(4).get("status").asText()).isEqualTo("PASSED");
  }

  @Test
  void refusesRulesThatHistoryCannotHoldEvenCompressed() throws IOException {
    Random random = new Random(1);
    StringBuilder yaml = new StringBuilder();
    for (int rule = 0; rule < 3_000; rule++) {
      yaml.append("- {type: not_null, column: c").append(Long.toHexString(random.nextLong()));
      yaml.append("}\n");
    }
    Path rules = Files.writeString(folder.resolve("rules.yaml"), yaml);
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));

    int status =
        world.run("check", folder.resolve("d.csv").toString(), "--rules", rules.toString());

    assertThat(world.err())
        .matches(
            "truthound check: Cannot start the batch: 3,000 rules and the dataset's URIs take"
                + " [4-9][0-9],[0-9]{3} bytes, compressed \\(allowed: 30,720\\); make several"
                + " batches of them\n");
    assertThat(world.out()).isEmpty();
    assertThat(status).isEqualTo(2);
  }
}
