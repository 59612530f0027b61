package dev.pedigree.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.junit.Program;
import dev.pedigree.localstack.junit.WithGatewayServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithGatewayServer
@EnabledIf(value = "pythonIsInstalled", disabledReason = "no python3 on the PATH")
class PythonExamplesTest {
  private static final Path ROOT = Checkout.find().root();

  private final String namespace = "python-" + UUID.randomUUID();
  private final Program python =
      new Program(
          ROOT.resolve("examples/python"),
          Map.of("PYTHONDONTWRITEBYTECODE", "1", "PYTHONUTF8", "1"),
          Duration.ofMinutes(2));

  static boolean pythonIsInstalled() {
    return Program.areInstalled("python3");
  }

  @Test
  void recordsAndAsks(GatewayServer gateway) {
    assertPrints(
        """
        1 DEPLOYMENT chat PROMPTED_BY
        refused INVALID_EDGE input.edges[0]
        """,
        "record_and_ask.py",
        gateway.uri().toString(),
        namespace);
  }

  @Test
  void recordsFromATrainersCallbacks(GatewayServer gateway, @TempDir Path folder) {
    assertPrints(
        """
        CHECKPOINT MODEL step-200 final
        1 DATASET tickets - TRAINED_ON
        1 CHECKPOINT chat step-100 CONTINUED_FROM
        2 MODEL base - FINE_TUNED_FROM
        """,
        "train.py",
        gateway.uri().toString(),
        namespace,
        folder.toString());
  }

  @Test
  void computesIdsAsEveryoneDoes() {
    assertPrints(
        "15 ids are as expected\n",
        "check_ids.py",
        ROOT.resolve("docs/identity-vectors.json").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "check_ids.py, docs/identity-vectors.json",
    "record_and_ask.py, GATEWAY NAMESPACE",
    "train.py, GATEWAY NAMESPACE FOLDER",
    "pedigree_webhook.py, SECRET PORT"
  })
  void sayHowTheyAreUsed(String script, String arguments) {
    assertThat(python.run("python3", script))
        .isEqualTo(new Program.Result(2, "usage: " + script + " " + arguments + "\n"));
  }

  @Test
  void refusesAFileNameThatIsNoText() {
    String script =
        """
        folder=$(mktemp -d) && touch "$folder/$(printf '\\344')"
        python3 -c 'import sys, pedigree_ids; pedigree_ids.of_path(sys.argv[1])' "$folder"
        rm -rf "$folder"
        """;

    assertThat(python.run("sh", "-c", script).output())
        .endsWith("ValueError: '\\udce4': a name that is no text (expected: UTF-8)\n");
  }

  private void assertPrints(String expected, String script, String... arguments) {
    var command = new String[arguments.length + 2];
    command[0] = "python3";
    command[1] = script;
    System.arraycopy(arguments, 0, command, 2, arguments.length);

    assertThat(python.run(command)).isEqualTo(new Program.Result(0, expected));
  }
}
