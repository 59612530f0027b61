package dev.pedigree.gateway.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithGateway
class ArtifactsFetcherTest {
  private static final String NAMES =
      """
      query ($where: ArtifactFilter, $orderBy: ArtifactOrder, $first: Int, $after: String) {
        artifacts(where: $where, orderBy: $orderBy, first: $first, after: $after) {
          totalCount redactedCount truncated { reason } revision nodes { name }
          pageInfo { hasNextPage hasPreviousPage endCursor }
        }
      }
      """;

  private final Gateway gateway;

  ArtifactsFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void findsByEveryCondition(Sample sample) {
    family(sample);

    assertThat(named(sample, Map.of("kinds", List.of("CORPUS", "DEPLOYMENT"))))
        .containsExactly("corpus", "serving");
    assertThat(named(sample, Map.of("stages", List.of("DRAFT")))).hasSize(5);
    assertThat(named(sample, Map.of("owners", List.of("team-a", "team-c"))))
        .containsExactly("old", "young");
    assertThat(named(sample, Map.of("base", true, "kinds", "MODEL")))
        .containsExactly("old", "young");
    assertThat(named(sample, Map.of("base", false))).containsExactly("tuned", "serving");
    assertThat(named(sample, Map.of("provenance", "PARTIAL"))).contains("tuned");
    assertThat(named(sample, Map.of("quarantined", true))).isEmpty();
    assertThat(named(sample, Map.of("tainted", false))).hasSize(5);
    assertThat(named(sample, Map.of("createdBefore", "2021-01-01T00:00:00Z", "kinds", "MODEL")))
        .containsExactly("old", "tuned");
    assertThat(named(sample, Map.of("createdAfter", "2021-01-01T00:00:00Z")))
        .containsExactly("young");
    assertThat(named(sample, Map.of("olderThan", "P90D", "owners", List.of("team-a", "team-b"))))
        .containsExactly("old");
    assertThat(named(sample, Map.of("labels", List.of(label("tier", "1"), label("x", "")))))
        .containsExactly("young");
  }

  @Test
  void findsByTheCheckThatDecides(Sample sample) {
    family(sample);

    assertThat(named(sample, check("outcome", "PASSED"))).containsExactly("young");
    assertThat(named(sample, check("outcome", "FAILED"))).containsExactly("old");
    assertThat(named(sample, check("minVersion", 2, "outcome", "PASSED"))).isEmpty();
    assertThat(named(sample, check("minVersion", 2))).containsExactly("old");
    assertThat(named(sample, check("absent", true))).containsExactly("corpus", "tuned", "serving");
    assertThat(named(sample, check("minVersion", 2, "absent", true)))
        .containsExactly("corpus", "young", "tuned", "serving");
  }

  @Test
  void findsByRelativesNestedAndCombined(Sample sample) {
    family(sample);
    Map<String, Object> oldModel = Map.of("base", true, "olderThan", "P90D", "kinds", "MODEL");

    assertThat(named(sample, Map.of("descendsFrom", Map.of("where", oldModel))))
        .containsExactly("tuned", "serving");
    assertThat(named(sample, Map.of("descendsFrom", Map.of("where", oldModel, "maxDepth", 1))))
        .containsExactly("tuned");
    assertThat(
            named(
                sample,
                Map.of("descendsFrom", Map.of("where", Map.of(), "inherits", List.of("DATA")))))
        .containsExactly("tuned");
    assertThat(named(sample, Map.of("shapes", Map.of("where", Map.of("kinds", "DEPLOYMENT")))))
        .containsExactly("corpus", "old", "tuned");
    assertThat(
            named(
                sample,
                Map.of(
                    "shapes",
                    Map.of(
                        "where",
                        Map.of("descendsFrom", Map.of("where", Map.of("kinds", "CORPUS"))),
                        "edgeTypes",
                        List.of("FINE_TUNED_FROM", "SERVES")))))
        .containsExactly("old", "tuned");
    assertThat(
            named(
                sample,
                Map.of(
                    "or",
                    List.of(
                        Map.of("not", Map.of("descendsFrom", Map.of("where", Map.of()))),
                        Map.of("and", List.of(Map.of("kinds", "MODEL"), Map.of("base", false)))))))
        .containsExactly("corpus", "old", "young", "tuned");
  }

  @Test
  void answersNothingWhereNothingCanBeMeant(Sample sample) {
    family(sample);

    for (Map<String, Object> where :
        List.<Map<String, Object>>of(
            Map.of("kinds", List.of()),
            Map.of("or", List.of()),
            Map.of("not", Map.of()),
            Map.of("kinds", "MODEL", "not", Map.of("kinds", "MODEL")),
            Map.of("createdBefore", "2020-01-01T00:00:00Z", "createdAfter", "2022-01-01T00:00:00Z"),
            Map.of("descendsFrom", Map.of("where", Map.of("stages", List.of()))),
            Map.of("and", List.of(Map.of("quarantined", true), Map.of("quarantined", false))))) {
      assertThat(named(sample, where)).as("%s", where).isEmpty();
    }
    assertThat(named(sample, Map.of())).hasSize(5);
    assertThat(named(sample, Map.of("and", List.of()))).hasSize(5);
  }

  @Test
  void ordersAsAsked(Sample sample) {
    family(sample);

    assertThat(ordered(sample, "RECORDED", "DESC"))
        .containsExactly("serving", "tuned", "young", "old", "corpus");
    assertThat(ordered(sample, "NAME", "ASC"))
        .containsExactly("corpus", "old", "serving", "tuned", "young");
    assertThat(ordered(sample, "CREATED", "DESC"))
        .containsExactly("young", "old", "corpus", "tuned", "serving");
    assertThat(ordered(sample, "DESCENDANTS", "DESC"))
        .containsExactly("corpus", "old", "tuned", "young", "serving");
  }

  @Test
  void pagesAtThePinnedRevisionAndOfThisQuestionAlone(Sample sample) {
    family(sample);
    Answer first = page(sample, Map.of(), 2, null);
    String end = first.text("/artifacts/pageInfo/endCursor");
    sample.record(sample.artifact("corpus", "late", List.of()));

    Answer second = page(sample, Map.of(), 3, end);
    Answer other = page(sample, Map.of("kinds", "MODEL"), 3, end);

    assertThat(first.texts("/artifacts/nodes", "/name")).containsExactly("corpus", "old");
    assertThat(second.texts("/artifacts/nodes", "/name"))
        .containsExactly("young", "tuned", "serving");
    assertThat(second.data("/artifacts/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(second.data("/artifacts/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    assertThat(second.data("/artifacts/revision").asLong())
        .isEqualTo(first.data("/artifacts/revision").asLong());
    assertThat(other.codes()).containsExactly("INVALID_CURSOR");
    assertThat(other.error().at("/message").asString())
        .isEqualTo(
            "after: the cursor is of another question (expected: the same field with the same arguments)");
  }

  @Test
  void countsTheWholeAnswerButNotAsALineage(Sample sample) {
    family(sample);
    String query =
        """
        query ($ns: [String!]) {
          artifacts(where: {namespaces: $ns}, first: 1) {
            totalCount groups(by: GROUPING) { key count } ids edges { cursor node { name } }
          }
        }
        """;
    Map<String, Object> variables = Map.of("ns", List.of(sample.namespace()));

    Answer kinds = gateway.ask(query.replace("GROUPING", "KIND"), variables);
    Answer depth = gateway.ask(query.replace("GROUPING", "DEPTH"), variables);
    Answer edgeType = gateway.ask(query.replace("GROUPING", "EDGE_TYPE"), variables);

    assertThat(kinds.data("/artifacts/totalCount").asInt()).isEqualTo(5);
    assertThat(kinds.texts("/artifacts/groups", "/key"))
        .containsExactly("MODEL", "CORPUS", "DEPLOYMENT");
    assertThat(kinds.data("/artifacts/ids").toString())
        .isEqualTo("[\"" + sample.id("corpus") + "\"]");
    assertThat(kinds.text("/artifacts/edges/0/node/name")).isEqualTo("corpus");
    assertThat(depth.error().at("/message").asString())
        .isEqualTo(
            "by: DEPTH (expected: one of [KIND, STAGE, NAMESPACE, OWNER, PROVENANCE, RECORDED_MONTH])");
    assertThat(edgeType.codes()).containsExactly("INVALID_VALUE");
  }

  @Test
  void showsTheGraphAsItStoodThen(Sample sample) {
    long then = family(sample);
    sample.record(
        sample.artifact("model", "late", List.of(sample.parent("FINE_TUNED_FROM", "tuned"))));

    Answer answer =
        gateway.ask(
            """
            query ($ns: [String!], $then: Revision) {
              artifacts(where: {namespaces: $ns}, asOf: $then) {
                totalCount revision nodes { name descendants { totalCount } }
              }
            }
            """,
            Map.of("ns", List.of(sample.namespace()), "then", then));

    assertThat(answer.data("/artifacts/totalCount").asInt()).isEqualTo(5);
    assertThat(answer.data("/artifacts/revision").asLong()).isEqualTo(then);
    assertThat(answer.texts("/artifacts/nodes", "/descendants/totalCount"))
        .containsExactly("2", "2", "0", "1", "0");
  }

  private List<String> named(Sample sample, Map<String, Object> where) {
    return page(sample, where, 50, null).texts("/artifacts/nodes", "/name");
  }

  private Answer page(Sample sample, Map<String, Object> where, int first, @Nullable String after) {
    return ask(sample, where, Map.of("first", first, "after", after == null ? "" : after));
  }

  private List<String> ordered(Sample sample, String field, String direction) {
    return ask(
            sample,
            Map.of(),
            Map.of("first", 50, "orderBy", Map.of("field", field, "direction", direction)))
        .texts("/artifacts/nodes", "/name");
  }

  private Answer ask(Sample sample, Map<String, Object> where, Map<String, Object> arguments) {
    Map<String, Object> ours = new LinkedHashMap<>(where);
    ours.put("namespaces", List.of(sample.namespace()));
    Map<String, Object> variables = new LinkedHashMap<>(arguments);
    variables.put("where", ours);
    variables.remove("after", "");
    return gateway.ask(NAMES, variables);
  }

  private static Map<String, Object> check(Object... fields) {
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("name", "pii");
    for (int i = 0; i < fields.length; i += 2) {
      check.put((String) fields[i], fields[i + 1]);
    }
    return Map.of("check", check);
  }

  private static Map<String, Object> label(String key, String value) {
    return Map.of("key", key, "value", value);
  }

  /** A corpus and two base models; one is tuned on the corpus and put into service. */
  private static long family(Sample sample) {
    return sample
        .record(
            sample.artifact("corpus", "corpus", List.of()),
            with(
                sample.artifact("model", "old", List.of()),
                Map.of(
                    "createdAt",
                    "2020-06-01T00:00:00Z",
                    "owners",
                    List.of("team-a"),
                    "checks",
                    List.of(
                        Map.of("name", "pii", "version", 1, "outcome", "PASSED"),
                        Map.of("name", "pii", "version", 2, "outcome", "FAILED")))),
            with(
                sample.artifact("model", "young", List.of()),
                Map.of(
                    "createdAt",
                    "2999-01-01T00:00:00Z",
                    "owners",
                    List.of("team-b", "team-c"),
                    "labels",
                    List.of(label("tier", "1"), label("x", "")),
                    "checks",
                    List.of(Map.of("name", "pii", "version", 1, "outcome", "PASSED")))),
            sample.artifact(
                "model",
                "tuned",
                List.of(
                    sample.parent("FINE_TUNED_FROM", "old"),
                    sample.parent("TRAINED_ON", "corpus"))),
            sample.artifact("deployment", "serving", List.of(sample.parent("SERVES", "tuned"))))
        .revision();
  }

  private static Map<String, Object> with(Map<String, Object> artifact, Map<String, Object> more) {
    Map<String, Object> kinds = new LinkedHashMap<>();
    artifact.forEach(
        (kind, fields) -> {
          Map<String, Object> all = new LinkedHashMap<>();
          ((Map<?, ?>) fields).forEach((name, value) -> all.put(name.toString(), value));
          all.putAll(more);
          kinds.put(kind, all);
        });
    return kinds;
  }
}
