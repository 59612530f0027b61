package dev.pedigree.gateway.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Questions that cost more than an operator allows. */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetTest {
  private final Keyspace keyspace;
  private final Gateway gateway;

  BudgetTest(Endpoints endpoints) {
    keyspace = new Keyspace(endpoints);
    gateway =
        keyspace.start("--pedigree.limits.lineage-artifacts=3", "--pedigree.limits.patience=300ms");
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @Test
  void saysThatAPartIsAPart() {
    Sample sample = Sample.in(gateway);
    sample.chain("m", 10);

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) {
                descendants { totalCount truncated { reason detail } nodes { name } }
                near: descendants(filter: {maxDepth: 3}) { totalCount truncated { reason } }
              }
              lineageGraph(roots: [$id], direction: BOTH) { truncated { reason } }
            }
            """,
            Map.of("id", sample.id("m0")));

    assertThat(answer.text("/artifact/descendants/truncated/reason")).isEqualTo("SIZE_BUDGET");
    assertThat(answer.text("/artifact/descendants/truncated/detail"))
        .isEqualTo("3 artifacts reached (expected: at most 3)");
    assertThat(answer.texts("/artifact/descendants/nodes", "/name"))
        .containsExactly("m1", "m2", "m3");
    assertThat(answer.data("/artifact/near/truncated").isNull()).isTrue();
    assertThat(answer.text("/lineageGraph/truncated/reason")).isEqualTo("SIZE_BUDGET");
  }

  @Test
  void refusesWhatHasNoPart() {
    Sample sample = Sample.in(gateway);
    sample.chain("m", 10);

    for (String field :
        new String[] {
          "descendsFrom(child: $last, ancestor: $first)",
          "path(child: $last, ancestor: $first) { length }",
          "commonAncestors(of: [$last, $first]) { distances }"
        }) {
      Answer answer =
          gateway.ask(
              "query ($first: ID!, $last: ID!) { %s }".formatted(field),
              Map.of("first", sample.id("m0"), "last", sample.id("m9")));

      assertThat(answer.codes()).as(field).containsExactly("BUDGET_EXCEEDED");
      assertThat(answer.error().at("/message").asString())
          .isEqualTo("SIZE_BUDGET: 3 artifacts reached (expected: at most 3)");
      assertThat(answer.error().at("/extensions/errorType").asString()).isEqualTo("BAD_REQUEST");
    }
  }

  @Test
  void refusesToPickEdgesByWalksThatCostTooMuch() {
    Sample sample = Sample.in(gateway);
    sample.chain("m", 10);

    Answer answer =
        gateway.ask(
            "{ edges(where: {child: {descendsFrom: {where: {base: true}}}}) { totalCount } }");

    assertThat(answer.codes()).containsExactly("BUDGET_EXCEEDED");
  }

  @Test
  void waitsOnlySoLongForARevision() {
    Sample sample = Sample.in(gateway);
    sample.chain("m", 1);

    Answer answer =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id) { descendants(filter: {atLeast: 1000000}) { totalCount } } }",
            Map.of("id", sample.id("m0")));

    assertThat(answer.codes()).containsExactly("REVISION_NOT_REACHED");
    assertThat(answer.paths()).containsExactly("atLeast");
    assertThat(answer.error().at("/message").asString())
        .matches(
            "atLeast: revision 1000000 \\(expected: at most \\d+, which is what was applied here within 300 ms\\)");
  }
}
