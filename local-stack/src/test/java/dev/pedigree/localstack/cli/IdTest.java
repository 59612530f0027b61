package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.commands.Progress;
import dev.pedigree.identity.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @TempDir private Path scratch;

  @Test
  void printsTheIdAloneOfWhatIsReadInNoTime() throws IOException {
    Files.writeString(scratch.resolve("prompt"), "You are a helpful assistant.");

    assertThat(id(scratch.resolve("prompt"), true)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(Ids.ofText("You are a helpful assistant.") + System.lineSeparator());
    assertThat(shown.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void showsInATerminalHowFarItIsAndTakesThatAwayAgain() throws IOException {
    Path weights = scratch.resolve("weights");
    try (var file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength(1L << 30); // takes longer than a terminal waits for its first line
    }

    assertThat(id(weights, true)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("sha256:");
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains(" of 1024 MiB (")
        .endsWith("\r\033[K");
  }

  private int id(Path path, boolean terminal) {
    var progress = new Progress(stream(shown), terminal);
    return new Id(stream(out), progress).run(path);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
