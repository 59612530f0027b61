package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.LocalServer;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.ServerFailedException;
import dev.pedigree.localstack.shared.ScratchFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void startsOnceSurvivesAKilledServerAndStops() throws IOException {
    try (var scratch = ScratchFolder.open()) {
      Path home = scratch.path().resolve("a home");
      var environment = freePorts();
      var installation = installation(home, environment, StandInGateway.jar(scratch.path()));

      assertThat(lifecycle(installation).up()).isZero();
      assertThat(lifecycle(installation).up()).isZero();
      assertThat(printed()).contains("Pedigree is running already.", "/graphql");

      var said = new ByteArrayOutputStream();
      var copy = new JournalCopy(installation, new PrintStream(said, true, StandardCharsets.UTF_8));
      assertThat(copy.run("restore", List.of("backup"))).isEqualTo(2);
      assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("pedigree: the gateway runs");

      var others = new HashMap<>(environment);
      others.put("PEDIGREE_SCHEMA_EXTENSIONS", "robots");
      assertThatThrownBy(() -> lifecycle(installation(home, others, Path.of("none.jar"))).up())
          .isInstanceOf(CommandFailedException.class)
          .hasMessage(
              "what runs has other settings: PEDIGREE_SCHEMA_EXTENSIONS is not set and not robots"
                  + " (expected: `./pedigree down` first, then up again)");
      others.put("PEDIGREE_SCHEMA_EXTENSIONS", "");
      others.put("PEDIGREE_PORT", "1");
      assertThatThrownBy(() -> lifecycle(installation(home, others, Path.of("none.jar"))).up())
          .hasMessageStartingWith(
              "what runs has other settings: PEDIGREE_PORT is %s and not 1 ("
                  .formatted(environment.get("PEDIGREE_PORT")));

      installation.servers().getFirst().kill();
      assertThat(lifecycle(installation).status()).isEqualTo(1);
      assertThat(lifecycle(installation).up()).isZero();

      // Another shell, without the ports in its environment.
      var elsewhere = installation(home, Map.of(), Path.of("none.jar"));
      assertThat(elsewhere.uri()).isEqualTo(installation.uri());
      assertThat(lifecycle(elsewhere).status()).isZero();
      assertThat(lifecycle(elsewhere).down()).isZero();
      assertThat(installation.servers()).allMatch(server -> server.process().isEmpty());
    }
  }

  @Test
  void startsNothingWhenAPortIsTaken(@TempDir Path home) throws IOException {
    try (var holder = new ServerSocket()) {
      holder.bind(null);
      var environment = new HashMap<>(freePorts());
      environment.put("PEDIGREE_PORT", Integer.toString(holder.getLocalPort()));
      var installation = installation(home, environment, home.resolve("none.jar"));

      assertThatThrownBy(() -> lifecycle(installation).up())
          .isInstanceOf(ServerFailedException.class)
          .hasMessageContaining("wanted by gateway")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(installation.servers()).allMatch(LifecycleTest::isStopped);
    }
  }

  @Test
  void aPortThatIsNoneIsRefusedByName(@TempDir Path home) {
    var environment = Map.of("PEDIGREE_PORT", "eighty");

    assertThatThrownBy(() -> installation(home, environment, home.resolve("none.jar")))
        .hasMessage("PEDIGREE_PORT: eighty (expected: 1 to 65535)");
  }

  private static boolean isStopped(LocalServer server) {
    return server.process().isEmpty();
  }

  private static Installation installation(
      Path home, Map<String, String> environment, Path gatewayJar) {
    return new Installation(Checkout.find(), home, environment, gatewayJar);
  }

  private static Map<String, String> freePorts() {
    return Map.of(
        "PEDIGREE_PORT", Integer.toString(LoopbackPort.free().number()),
        "PEDIGREE_CASSANDRA_PORT", Integer.toString(LoopbackPort.free().number()),
        "PEDIGREE_ELASTICSEARCH_PORT", Integer.toString(LoopbackPort.free().number()));
  }

  private Lifecycle lifecycle(Installation installation) {
    return new Lifecycle(installation, new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
