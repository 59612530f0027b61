package dev.pedigree.search;

import static dev.pedigree.search.Named.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.journal.Fact;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.search.process.IndexerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The indexer as processes of its own: one works, another takes over when it is killed. */
@WithLocalStack(elasticsearch = true)
class IndexerProcessTest {
  private static final Pattern TELLS_AT =
      Pattern.compile("Tells how it is at (http://\\S+)/actuator/health");

  /** Read and indexed in several portions. */
  private static final int ENTRIES = 160;

  private static final int ARTIFACTS_AN_ENTRY = 30;

  private final Endpoints endpoints;
  private final Following following;
  private final List<Process> processes = new ArrayList<>();
  @TempDir private Path folder;

  IndexerProcessTest(Endpoints endpoints) {
    this.endpoints = endpoints;
    this.following =
        new Following(
            endpoints.cassandraHost(), endpoints.cassandraPort(), endpoints.elasticsearchUri());
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    following.close();
  }

  @Test
  void anotherTakesOverWhenTheOneThatWorksIsKilled() throws Exception {
    following.startState();
    following.append(model("before").recorded());
    Path one = folder.resolve("one.log");
    Path other = folder.resolve("other.log");
    launch(one);
    following.awaitVisible(1);
    launch(other);
    assertThat(health(one)).contains("\"working\":true");
    assertThat(health(other)).contains("\"working\":false").contains("\"status\":\"UP\"");

    processes.getFirst().destroyForcibly().waitFor();
    long revision = following.append(model("after").recorded());
    following.awaitVisible(revision);

    assertThat(following.find("after").total()).isEqualTo(1);
    assertThat(following.find("before").total()).isEqualTo(1);
    assertThat(following.differences()).isEmpty();
    Following.await(() -> health(other).contains("\"working\":true"), () -> health(other));
    Following.await(() -> health(other).contains("\"lagRevisions\":0"), () -> health(other));
    assertThat(ask(other, "/actuator/prometheus"))
        .contains("pedigree_indexer_working 1.0")
        .contains("pedigree_projection_lag_revisions{projection=\"search\"} 0.0")
        .contains("pedigree_projection_lag_seconds{projection=\"search\"} 0.0")
        .contains("pedigree_search_refused 0.0")
        .contains("jvm_memory_used_bytes{");
    assertThat(ask(other, "/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void anotherGoesOnWithARebuildWhoseProcessWasKilledInTheMiddle() throws Exception {
    following.startState();
    for (int i = 0; i < ENTRIES; i++) {
      List<Fact> facts = new ArrayList<>();
      for (int j = 0; j < ARTIFACTS_AN_ENTRY; j++) {
        facts.addAll(model("goose-" + i + "-" + j).recorded());
      }
      following.append(facts);
    }
    launch(folder.resolve("one.log"));
    following.awaitVisible(ENTRIES);

    following.search.rebuild(true);
    Following.await(() -> following.rebuild().revision() > 0, following::rebuild);
    processes.getFirst().destroyForcibly().waitFor();

    Search.RebuildStatus left = following.rebuild();
    assertThat(left.running()).isTrue();
    assertThat(left.revision()).isBetween(1L, ENTRIES - 1L);
    assertThat(following.find("goose").total()).isEqualTo(ENTRIES * ARTIFACTS_AN_ENTRY);

    launch(folder.resolve("other.log"));
    following.awaitRebuilt();
    following.awaitVisible(following.append(model("gander").recorded()));

    assertThat(following.find("goose").total()).isEqualTo(ENTRIES * ARTIFACTS_AN_ENTRY);
    assertThat(following.find("gander").total()).isEqualTo(1);
    assertThat(following.differences()).isEmpty();
  }

  private void launch(Path log) throws IOException {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            IndexerApplication.class.getName(),
            "--pedigree.cassandra.contact-points="
                + endpoints.cassandraHost()
                + ":"
                + endpoints.cassandraPort(),
            "--pedigree.cassandra.keyspace=" + following.name,
            "--pedigree.elasticsearch.uri=" + endpoints.elasticsearchUri(),
            "--pedigree.indexer.port=0");
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
    Following.await(() -> TELLS_AT.matcher(text(log)).find(), () -> text(log));
    Following.await(() -> health(log).contains("\"status\":\"UP\""), () -> health(log));
  }

  private static URI at(Path log) {
    Matcher matcher = TELLS_AT.matcher(text(log));
    assertThat(matcher.find()).isTrue();
    return URI.create(matcher.group(1));
  }

  private static String health(Path log) {
    return new Rest(at(log)).answer("GET", "/actuator/health/readiness", "").body();
  }

  private static String ask(Path log, String path) {
    return new Rest(at(log)).send("GET", path, "");
  }

  private static String text(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
