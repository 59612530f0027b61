package dev.pedigree.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.StoreReads;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts what reaches Cassandra. */
@WithGateway
class RoundTripsTest {
  private static final String THREE_LEVELS =
      """
      query ($id: ID!) {
        artifact(id: $id) {
          name
          parents(first: 100) { nodes { type weight parent {
            name labels { key }
            parents(first: 100) { nodes { parent {
              name
              parents(first: 100) { nodes { parent { name } } }
            } } }
          } } }
        }
      }
      """;

  private final Gateway gateway;

  RoundTripsTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void readsAConstantNumberOfTimesHoweverBroadTheGraphIs(Sample sample) {
    grandparents(sample, "narrow", 1);
    grandparents(sample, "broad", 5);
    awaitProjections();

    long narrow = reads(sample.id("narrow"));
    long broad = reads(sample.id("broad"));

    assertThat(broad).isEqualTo(narrow).isBetween(1L, 8L);
  }

  @Test
  void readsNothingWhereMemoryKnows(Sample sample) {
    grandparents(sample, "m", 3);
    awaitProjections();

    long reads =
        StoreReads.during(
            () ->
                gateway
                    .ask(
                        """
                        query ($id: ID!) {
                          artifact(id: $id) {
                            id kind kinds __typename
                            tainted taintedBy { depth } generation
                            ancestors { totalCount ids nodes { id kind tainted generation } edges { depth cursor node { id } via { id } } }
                            parents { totalCount nodes { id } }
                          }
                        }
                        """,
                        Map.of("id", sample.id("m")))
                    .data("/artifact/id"));

    assertThat(reads).isZero();
  }

  private long reads(String id) {
    return StoreReads.during(
        () -> {
          Answer answer = gateway.ask(THREE_LEVELS, Map.of("id", id));
          assertThat(answer.data("/artifact/parents/nodes").isEmpty()).isFalse();
        });
  }

  /**
   * A model with {@code breadth} parents, each with as many of its own, and so on: three levels.
   */
  private static void grandparents(Sample sample, String name, int breadth) {
    List<Map<String, Object>> artifacts = new ArrayList<>();
    add(sample, name, breadth, 3, artifacts);
    for (int from = 0; from < artifacts.size(); from += 100) {
      sample
          .ask(Map.of("artifacts", artifacts.subList(from, Math.min(from + 100, artifacts.size()))))
          .data("/record");
    }
  }

  private static void add(
      Sample sample, String name, int breadth, int levels, List<Map<String, Object>> artifacts) {
    List<Map<String, Object>> parents = new ArrayList<>();
    for (int i = 0; levels > 0 && i < breadth; i++) {
      add(sample, name + "." + i, breadth, levels - 1, artifacts);
      parents.add(sample.parent("MERGED_FROM", name + "." + i));
    }
    artifacts.add(sample.artifact("model", name, parents));
  }

  /** Until then what was recorded is read from memory, which would prove nothing. */
  private void awaitProjections() {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      Answer head = gateway.ask("{ head { projections { lagRevisions } } }");
      List<String> lags = head.texts("/head/projections", "/lagRevisions");
      if (!lags.isEmpty() && lags.stream().allMatch("0"::equals)) {
        return;
      }
    }
    throw new AssertionError("the projections do not catch up");
  }
}
