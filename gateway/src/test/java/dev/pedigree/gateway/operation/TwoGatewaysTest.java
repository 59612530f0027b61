package dev.pedigree.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two gateways on one journal: what is written at one, and when the other shows it. */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoGatewaysTest {
  private static final String DESCENDANTS =
      """
      query ($id: ID!, $atLeast: Revision) {
        artifact(id: $id) { descendants(filter: {atLeast: $atLeast}) { totalCount revision } }
      }
      """;

  private final Keyspace keyspace;
  private final Gateway writing;
  private final Gateway reading;

  TwoGatewaysTest(Endpoints endpoints) {
    keyspace = new Keyspace(endpoints);
    writing = keyspace.start();
    reading = keyspace.start();
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @Test
  void showsAWriteOfTheOtherWithinASecond() {
    Sample sample = Sample.in(writing);
    sample.chain("m", 1);
    List<Duration> delays = new ArrayList<>();

    for (int i = 0; i < 9; i++) {
      sample.record(child(sample, "c" + i));
      long writtenAt = System.nanoTime();
      awaitDescendants(sample.id("m0"), i + 1);
      delays.add(Duration.ofNanos(System.nanoTime() - writtenAt));
    }

    assertThat(delays.stream().sorted().toList().get(delays.size() / 2))
        .as("median of %s", delays)
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void showsAWriteOfTheOtherAtOnceToWhoWaitsForIt() {
    Sample sample = Sample.in(writing);
    sample.chain("m", 1);

    for (int i = 0; i < 20; i++) {
      long revision = sample.record(child(sample, "c" + i)).data("/record/revision").asLong();

      Answer answer = reading.ask(DESCENDANTS, Map.of("id", sample.id("m0"), "atLeast", revision));

      assertThat(answer.data("/artifact/descendants/totalCount").asInt()).isEqualTo(i + 1);
      assertThat(answer.data("/artifact/descendants/revision").asLong())
          .isGreaterThanOrEqualTo(revision);
    }
  }

  @Test
  void goesOnWithACursorOfTheOther() {
    Sample sample = Sample.in(writing);
    sample.chain("m", 5);
    String query =
        """
        query ($ns: [String!], $after: String) {
          artifacts(where: {namespaces: $ns}, first: 3, after: $after) { nodes { name } revision pageInfo { endCursor } }
        }
        """;
    List<String> namespaces = List.of(sample.namespace());

    Answer first = writing.ask(query, Map.of("ns", namespaces));
    Answer second =
        reading.ask(
            query, Map.of("ns", namespaces, "after", first.text("/artifacts/pageInfo/endCursor")));

    assertThat(second.texts("/artifacts/nodes", "/name")).containsExactly("m3", "m4");
    assertThat(second.data("/artifacts/revision").asLong())
        .isEqualTo(first.data("/artifacts/revision").asLong());
  }

  private static Map<String, Object> child(Sample sample, String name) {
    return sample.artifact("model", name, List.of(sample.parent("FINE_TUNED_FROM", "m0")));
  }

  private void awaitDescendants(String id, int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      Answer answer = reading.ask(DESCENDANTS, Map.of("id", id));
      if (answer.data("/artifact/descendants/totalCount").asInt() == count) {
        return;
      }
    }
    throw new AssertionError("the other gateway does not follow");
  }
}
