package dev.pedigree.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's program as jobs run it: it asks a gateway, and is none. */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgramTest {
  private final Keyspace keyspace;
  private final Gateway gateway;

  ProgramTest(Endpoints endpoints) {
    keyspace = new Keyspace(endpoints);
    gateway = keyspace.start();
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @Test
  void checksAppliesPoliciesAndVerifies(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("named.yaml"),
        """
        name: named
        version: 1
        description: What is in production has a name.
        rules:
          - require: subject.name != ''
        """);

    assertThat(run("check", "--wait", "1m"))
        .matches("0: The gateway answers at revision \\d+\\.\n");
    assertThat(run("policy", "apply", folder.toString(), "--keep-others"))
        .startsWith("0: ")
        .endsWith("Done: 1 published, 0 retired, 0 unchanged, 0 kept.\n");
    assertThat(run("verify")).startsWith("0: ").endsWith("No differences.\n");
  }

  /** How it ended, and what it printed. */
  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(GatewayApplication.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PEDIGREE_GATEWAY", "http://127.0.0.1:" + gateway.port());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + ": " + out;
  }
}
