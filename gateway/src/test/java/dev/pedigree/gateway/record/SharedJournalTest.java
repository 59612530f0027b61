package dev.pedigree.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a promotion where others write to the same journal. */
@WithGateway
class SharedJournalTest {
  private final Keyspace keyspace;
  private final Gateway gateway;

  SharedJournalTest(Endpoints endpoints) {
    keyspace = new Keyspace(endpoints);
    gateway = keyspace.start();
  }

  @AfterEach
  void close() {
    keyspace.close();
  }

  @Test
  void movesAnArtifactOnceThoughTwoGatewaysAreAsked() {
    Sample sample = Sample.in(gateway);
    sample.chain("m", 20);
    long recorded = head();
    Gateway other = keyspace.start();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String id = sample.id("m" + i);
        for (Gateway one : List.of(gateway, other)) {
          asked.add(
              CompletableFuture.supplyAsync(
                  () -> Promotion.ask(one, Map.of("artifact", id, "stage", "STAGING"), null),
                  threads));
        }
      }

      List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();

      for (int i = 0; i < answers.size(); i += 2) {
        boolean first = answers.get(i).data("/promote/changed").asBoolean();
        boolean second = answers.get(i + 1).data("/promote/changed").asBoolean();
        assertThat(first).as("m" + i / 2).isNotEqualTo(second);
      }
      assertThat(head()).isEqualTo(recorded + 20);
    }
  }

  @Test
  void refusesWhatIsRetractedOrQuarantined() throws InterruptedException {
    Sample sample = Sample.in(gateway);
    sample.chain("m", 2);
    awaitRevision(
        keyspace.append(
            new Fact.ArtifactRetracted(id(sample, "m0"), "recorded by mistake"),
            new Fact.ArtifactQuarantined(id(sample, "m1"), "poisoned")));

    Answer retracted = promote(sample, "m0");
    Answer quarantined = promote(sample, "m1");
    List<String> verdicts =
        gateway
            .load(
                "{\"stage\":{\"artifact\":\"%s\",\"stage\":\"ARCHIVED\"}}"
                    .formatted(sample.id("m1")))
            .stream()
            .map(it -> it.get("code").asString())
            .toList();

    assertThat(retracted.codes()).containsExactly("RETRACTED");
    assertThat(retracted.error().get("message").asString())
        .isEqualTo(sample.id("m0") + " is retracted (expected: one that is not)");
    assertThat(quarantined.codes()).containsExactly("QUARANTINED");
    assertThat(quarantined.paths()).containsExactly("input.artifact");
    assertThat(quarantined.error().get("message").asString())
        .isEqualTo(sample.id("m1") + " is quarantined (expected: one that is not)");
    assertThat(verdicts).containsExactly("QUARANTINED");
  }

  private Answer promote(Sample sample, String name) {
    return Promotion.ask(gateway, Map.of("artifact", sample.id(name), "stage", "STAGING"), null);
  }

  private static ArtifactId id(Sample sample, String name) {
    return ArtifactId.parse(sample.id(name)).orElseThrow();
  }

  private void awaitRevision(long revision) throws InterruptedException {
    while (head() < revision) {
      Thread.sleep(20);
    }
  }

  private long head() {
    return gateway.ask("{ head { revision } }").data("/head/revision").asLong();
  }
}
