package dev.pedigree.operations.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.junit.Program;
import dev.pedigree.localstack.shared.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HandbookTest {
  private static final Path ROOT = Checkout.find().root();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Pattern DRILL = Pattern.compile("(?ms)^```sh drill\\R(.*?)^```");
  private static final Pattern ALERT = Pattern.compile("(?m)^### (Pedigree\\w+)$");
  private static final Pattern HASH =
      Pattern.compile("(?:Backed up to revision \\d+, hash|Hash:) (sha256:[0-9a-f]{64})");
  private static final List<String> LINES =
      List.of(
          "{\"artifact\":{\"kind\":\"CORPUS\",\"namespace\":\"drill\",\"name\":\"words\",\"unhashed\":\"LOST\",\"provenance\":\"ORIGIN\"}}",
          "{\"artifact\":{\"kind\":\"MODEL\",\"namespace\":\"drill\",\"name\":\"m\",\"unhashed\":\"CLOSED_MODEL\",\"parents\":[{\"type\":\"TRAINED_ON\",\"name\":{\"namespace\":\"drill\",\"name\":\"words\"}}]}}");

  /** To the launcher the build of this run is as good as one of its own. */
  @BeforeAll
  static void markAsBuilt() throws IOException {
    Path stamp = ROOT.resolve("local-stack/target/built");
    if (!Files.exists(stamp)) {
      Files.createFile(stamp);
    }
    Files.setLastModifiedTime(stamp, Files.getLastModifiedTime(Checkout.find().gatewayJar()));
  }

  private static String handbook() throws IOException {
    return Files.readString(ROOT.resolve("docs/operations.md"));
  }

  @Test
  void everyAlertHasASection() throws IOException {
    JsonNode rules =
        JsonMapper.shared()
            .valueToTree(
                new Yaml()
                    .load(Files.readString(ROOT.resolve("observability/prometheus-rules.yaml"))));

    assertThat(ALERT.matcher(handbook()).results().map(it -> it.group(1)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(rules.findValuesAsString("alert"));
  }

  @Test
  void theDrillBringsBackWhatWasRecorded() throws IOException {
    try (ScratchFolder scratch = ScratchFolder.open()) {
      Map<String, String> environment = environment(scratch.path());
      Path lines = Files.write(scratch.path().resolve("lines.ndjson"), LINES);
      Path exported = scratch.path().resolve("exported.ndjson");
      run(
          environment,
          "./pedigree up\n./pedigree import '%s'\n./pedigree export '%s'"
              .formatted(lines, exported));

      String said = run(environment, drill());
      run(environment, "./pedigree down");

      assertThat(HASH.matcher(said).results().map(it -> it.group(1)).distinct()).hasSize(1);
      assertThat(HASH.matcher(said).results()).hasSize(2);
      assertThat(said).contains("The backup is whole: ", "No differences.");
      assertThat(Files.readAllLines(scratch.path().resolve("backups/restored.ndjson")))
          .isNotEmpty()
          .isEqualTo(Files.readAllLines(exported));
    }
  }

  private static String drill() throws IOException {
    return DRILL.matcher(handbook()).results().map(it -> it.group(1)).collect(Collectors.joining());
  }

  private static Map<String, String> environment(Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PEDIGREE_HOME", folder.resolve("running").toString());
    environment.put("BACKUPS", Files.createDirectories(folder.resolve("backups")).toString());
    environment.put("DRILL", folder.resolve("drill").toString());
    for (String port :
        List.of(
            "PEDIGREE_PORT",
            "PEDIGREE_CASSANDRA_PORT",
            "PEDIGREE_ELASTICSEARCH_PORT",
            "DRILL_PORT",
            "DRILL_CASSANDRA_PORT",
            "DRILL_ELASTICSEARCH_PORT")) {
      environment.put(port, Integer.toString(LoopbackPort.free().number()));
    }
    return environment;
  }

  /** All of it, in one shell that gives up at the first failure; what it printed. */
  private static String run(Map<String, String> environment, String commands) {
    Program.Result result =
        new Program(ROOT, environment, LIMIT).run("bash", "-euo", "pipefail", "-c", commands);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }
}
