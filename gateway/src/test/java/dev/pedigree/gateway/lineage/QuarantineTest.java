package dev.pedigree.gateway.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What quarantine and retraction mean to lineage. */
@WithGateway
class QuarantineTest {
  private final Gateway gateway;
  private final Sample sample;

  QuarantineTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
  }

  /** The revision of the change. */
  private long change(String mutation, String name, String reason) {
    return gateway
        .ask(
            "mutation ($id: ID!, $reason: String!) { change: %s(input: {artifact: $id, reason: $reason}) { revision } }"
                .formatted(mutation),
            Map.of("id", sample.id(name), "reason", reason))
        .data("/change/revision")
        .asLong();
  }

  @Test
  void taintsWhateverDescendsFromWhatIsQuarantined() {
    sample.chain("m", 5);
    long before = gateway.ask("{ head { revision } }").data("/head/revision").asLong();
    change("quarantine", "m1", "poisoned");
    long after = change("quarantine", "m3", "doubtful");

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!, $ns: String!, $before: Revision!, $after: Revision!) {
              artifact(id: $id) {
                descendants(filter: {atLeast: $after}) {
                  edges { node { name quarantine { reason } tainted generation taintedBy { depth node { name } via { type } } } }
                }
                clean: descendants(filter: {where: {tainted: false}}) { nodes { name } }
                then: descendants(filter: {asOf: $before}) { nodes { tainted taintedBy { depth } } }
              }
              first: artifacts(where: {namespaces: [$ns], quarantined: true}) { nodes { name taintedBy(first: 1) { node { name } } } }
            }
            """,
            variables(before, after));

    assertThat(answer.texts("/artifact/descendants/edges", "/node/tainted"))
        .containsExactly("false", "true", "true", "true");
    assertThat(answer.texts("/artifact/descendants/edges", "/node/generation"))
        .containsExactly("1", "2", "3", "4");
    assertThat(answer.text("/artifact/descendants/edges/0/node/quarantine/reason"))
        .isEqualTo("poisoned");
    assertThat(answer.data("/artifact/descendants/edges/0/node/taintedBy").isEmpty()).isTrue();
    assertThat(answer.texts("/artifact/descendants/edges/3/node/taintedBy", "/node/name"))
        .containsExactly("m3", "m1");
    assertThat(answer.texts("/artifact/descendants/edges/3/node/taintedBy", "/depth"))
        .containsExactly("1", "3");
    assertThat(answer.texts("/artifact/clean/nodes", "/name")).containsExactly("m1");
    assertThat(answer.texts("/artifact/then/nodes", "/tainted")).containsOnly("false");
    assertThat(answer.data("/artifact/then/nodes/3/taintedBy").isEmpty()).isTrue();
    assertThat(answer.texts("/first/nodes", "/name")).containsExactly("m1", "m3");
    assertThat(answer.data("/first/nodes/1/taintedBy/0/node/name").asString()).isEqualTo("m1");
  }

  @Test
  void doesNotPassThroughWhatIsRetracted() {
    sample.chain("m", 4);
    long after = change("retract", "m2", "recorded by mistake");

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!, $ns: String!, $before: Revision!, $after: Revision!) {
              artifact(id: $id) {
                descendants(filter: {atLeast: $after}) { nodes { name } }
                then: descendants(filter: {asOf: $before}) { totalCount }
              }
              artifacts(where: {namespaces: [$ns]}) { nodes { name generation } }
            }
            """,
            variables(after - 1, after));
    Answer retracted =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id) { generation tainted retraction { reason } } }",
            Map.of("id", sample.id("m2")));

    assertThat(answer.texts("/artifact/descendants/nodes", "/name")).containsExactly("m1");
    assertThat(answer.data("/artifact/then/totalCount").asInt()).isEqualTo(3);
    assertThat(answer.texts("/artifacts/nodes", "/name")).containsExactly("m0", "m1", "m3");
    assertThat(answer.texts("/artifacts/nodes", "/generation")).containsExactly("0", "1", "0");
    assertThat(retracted.data("/artifact/generation").isNull()).isTrue();
    assertThat(retracted.data("/artifact/tainted").asBoolean()).isFalse();
  }

  private Map<String, Object> variables(long before, long after) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("id", sample.id("m0"));
    variables.put("ns", sample.namespace());
    variables.put("before", before);
    variables.put("after", after);
    return variables;
  }
}
