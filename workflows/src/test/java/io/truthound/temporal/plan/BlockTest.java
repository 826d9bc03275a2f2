package io.truthound.temporal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BlockTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void saysOnTheWireWhatIsKnownOfItsTextAndNothingElse() throws IOException {
    Block known = new Block(3, 2, 10, 20, true, true, 4);
    Block unknown = new Block(3, 2, 10, 20);

    assertThat(JSON.writeValueAsString(known))
        .isEqualTo(
            "{\"firstRow\":3,\"rows\":2,\"offset\":10,\"bytes\":20,\"plain\":true,\"plainNumbers\":true,"
                + "\"integers\":4}");
    assertThat(JSON.writeValueAsString(unknown))
        .isEqualTo("{\"firstRow\":3,\"rows\":2,\"offset\":10,\"bytes\":20}");
    assertThat(JSON.readValue(JSON.writeValueAsString(known), Block.class)).isEqualTo(known);
  }

  @Test
  void takesTextOfWhichAnOlderPlanSaysNothingForNotPlain() throws IOException {
    assertThat(
            JSON.readValue(
                "{\"firstRow\":3,\"rows\":2,\"offset\":10,\"bytes\":20,\"later\":1}", Block.class))
        .isEqualTo(new Block(3, 2, 10, 20, false, false, 0));
  }
}
