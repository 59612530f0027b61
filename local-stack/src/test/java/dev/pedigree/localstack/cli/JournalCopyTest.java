package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCopyTest {
  @Test
  void tellsByItsExitCodeThatTryingAgainIsOfNoUse(@TempDir Path home) throws IOException {
    Checkout checkout = Checkout.find();
    var errors = new ByteArrayOutputStream();
    var copy =
        new JournalCopy(
            new Installation(checkout, home, Map.of(), checkout.gatewayJar()),
            new PrintStream(errors, true, StandardCharsets.UTF_8));

    assertThat(copy.run("backup", List.of())).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualTo("pedigree: arguments: [] (expected: backup FOLDER, see --help)\n");
  }
}
