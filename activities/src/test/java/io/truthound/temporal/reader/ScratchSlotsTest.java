package io.truthound.temporal.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSlotsTest {
  @TempDir private Path scratch;

  @Test
  void lendsAFolderAgainWithWhatWasLeftInIt() throws IOException {
    ScratchSlots slots = new ScratchSlots(scratch);
    Path slot = slots.take();
    Path other = slots.take();
    write(slot, "left");

    slots.give(slot);

    assertThat(other).isNotEqualTo(slot);
    assertThat(slots.take()).isEqualTo(slot);
    assertThat(slot.resolve("part")).hasContent("left");
  }

  @Test
  void emptiesFoldersThatNobodyTookBetweenTwoCalls() throws IOException {
    ScratchSlots slots = new ScratchSlots(scratch);
    Path slot = slots.take();
    Files.createDirectory(slot.resolve("deeper"));
    write(slot, "left");
    write(slot.resolve("deeper"), "left");
    slots.give(slot);

    slots.clearIdle();
    assertThat(slot.resolve("part")).exists();
    slots.clearIdle();

    assertThat(slot).isEmptyDirectory();
    assertThat(slots.take()).isEqualTo(slot);
  }

  @Test
  void leavesAFolderAloneThatIsInUseOrWasSinceTheLastCall() throws IOException {
    ScratchSlots slots = new ScratchSlots(scratch);
    Path slot = slots.take();
    write(slot, "left");
    slots.give(slot);
    slots.clearIdle();

    assertThat(slots.take()).isEqualTo(slot);
    slots.clearIdle();
    slots.clearIdle();
    assertThat(slot.resolve("part")).exists();
    slots.give(slot);
    slots.clearIdle();

    assertThat(slot.resolve("part")).exists();
  }

  @Test
  void writesOverALongerFileAndCutsOffItsRest() throws IOException {
    write(scratch, "a longer text");

    write(scratch, "short");

    assertThat(scratch.resolve("part")).hasContent("short");
  }

  private static void write(Path folder, String text) throws IOException {
    try (ScratchFile file = ScratchFile.over(folder.resolve("part"))) {
      file.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }
  }
}
