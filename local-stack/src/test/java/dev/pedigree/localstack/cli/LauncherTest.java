package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The script that finds a JDK and hands over. */
class LauncherTest {
  @Test
  void saysWhichCommandItDoesNotKnow() throws Exception {
    Process launcher = launcher("frobnicate");

    String out = text(launcher.getInputStream().readAllBytes());
    String errors = text(launcher.getErrorStream().readAllBytes());

    assertThat(launcher.waitFor()).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(errors)
        .startsWith("pedigree: unknown command frobnicate\nusage: ./pedigree COMMAND\n");
  }

  @Test
  void listsItsCommandsToWhoeverAsks() throws Exception {
    Process launcher = launcher("--help");

    assertThat(text(launcher.getInputStream().readAllBytes()))
        .startsWith("usage: ./pedigree COMMAND\n");
    assertThat(launcher.waitFor()).isZero();
  }

  private static Process launcher(String argument) throws IOException {
    String script = Checkout.find().root().resolve("pedigree").toString();
    return new ProcessBuilder(script, argument).start();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
