package io.truthound.temporal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BatchRequestTest {
  private static final RuleSet ONE = RuleSet.of(new NotNull("x"));

  @Test
  void fewRulesAndUrisTravelAsTheyAre() throws IOException {
    JsonNode json = json(request(Dataset.of("/a.parquet"), ONE));

    assertThat(json.get("rules").get(0).get("type").asText()).isEqualTo("not_null");
    assertThat(json.get("dataset").get("uris").get(0).asText()).isEqualTo("/a.parquet");
  }

  @Test
  void manyRulesAndUrisTravelCompressedAndArriveAsTheyWere() throws IOException {
    List<Rule> rules = new ArrayList<>();
    String[] uris = new String[2_000];
    for (int at = 0; at < 2_000; at++) {
      rules.add(new InRange("column_" + at % 17, -at, at));
      uris[at] = "/lake/2026/part-%05d.parquet".formatted(at);
    }
    BatchRequest request = request(Dataset.of(uris), new RuleSet(rules));

    Payload payload = DefaultDataConverter.STANDARD_INSTANCE.toPayload(request).orElseThrow();

    assertThat(payload.getSerializedSize()).isLessThan(BatchRequest.MOST_BYTES);
    assertThat(
            DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                payload, BatchRequest.class, BatchRequest.class))
        .isEqualTo(request);
    assertThat(json(request).get("rules").isTextual()).isTrue();
    assertThat(json(request).get("dataset").isTextual()).isTrue();
  }

  @Test
  void refusesWhatUnpacksToMoreThanIsAllowed() throws IOException {
    String rules = packed("[" + " ".repeat(BatchRequest.MOST_UNPACKED_BYTES) + "]");

    assertThatThrownBy(() -> read("\"" + rules + "\""))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageStartingWith("Cannot unpack RuleSet: more than 4194304 bytes");
  }

  @Test
  void refusesTextThatIsNotPackedRules() throws IOException {
    assertThatThrownBy(() -> read("\"not rules\""))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageStartingWith("Cannot unpack RuleSet: Illegal base64 character 20");
  }

  private static BatchRequest read(String rules) throws IOException {
    String json = "{\"dataset\":{\"uris\":[\"/a\"]},\"rules\":" + rules + "}";
    return ArtifactJson.read(json.getBytes(StandardCharsets.UTF_8), BatchRequest.class);
  }

  private static String packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static JsonNode json(BatchRequest request) throws IOException {
    return new ObjectMapper().readTree(ArtifactJson.write(request));
  }

  private static BatchRequest request(Dataset dataset, RuleSet rules) {
    return new BatchRequest(
        Operation.CHECK, dataset, null, rules, BatchConfig.DEFAULT, null, null, List.of(), null);
  }
}
