package dev.pedigree.gateway.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions that cannot be answered as they are asked: each is told where and why. */
@WithGateway
class RefusedQuestionsTest {
  private final Gateway gateway;

  RefusedQuestionsTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void namesTheIdThatIsNotRecorded(Sample sample) {
    sample.chain("m", 3);
    String absent = sample.id("absent");
    Map<String, Object> variables =
        Map.of(
            "known", sample.id("m1"),
            "absent", absent,
            "of", List.of(sample.id("m0"), sample.id("m1"), sample.id("m2"), absent));

    assertNotFound("descendsFrom(child: $absent, ancestor: $known)", "child", variables);
    assertNotFound("descendsFrom(child: $known, ancestor: $absent)", "ancestor", variables);
    assertNotFound("path(child: $absent, ancestor: $known) { length }", "child", variables);
    assertNotFound("path(child: $known, ancestor: $absent) { length }", "ancestor", variables);
    assertNotFound("commonAncestors(of: $of) { distances }", "of[3]", variables);
    assertNotFound("lineageGraph(roots: $of, direction: BOTH) { layers }", "roots[3]", variables);
  }

  private void assertNotFound(String field, String path, Map<String, Object> variables) {
    Answer answer =
        gateway.ask(
            "query ($known: ID!, $absent: ID!, $of: [ID!]!) { %s used: artifacts(where: {or: []}, first: 1) { ids } k: artifact(id: $known) { id } a: artifact(id: $absent) { id } c: commonAncestors(of: $of) { distances } }"
                .formatted(field),
            variables);

    assertThat(answer.codes()).as(field).contains("NOT_FOUND").containsOnly("NOT_FOUND");
    assertThat(answer.paths()).as(field).contains(path);
    assertThat(answer.body().at("/errors").toString())
        .contains(path + ": " + variables.get("absent") + " (expected: an artifact at revision ");
  }

  @Test
  void refusesIdsThatAreNone(Sample sample) {
    sample.chain("m", 1);

    assertRefused(
        "commonAncestors(of: [\"%s\", \"sha256:1\"]) { distances }".formatted(sample.id("m0")),
        "INVALID_DIGEST",
        "of[1]",
        "of[1]: sha256:1 (expected: sha256: and 64 lower-case hexadecimal digits)");
    assertRefused(
        "lineageGraph(roots: [\"x\"], direction: BOTH) { layers }",
        "INVALID_DIGEST",
        "roots[0]",
        "roots[0]: x (expected: sha256: and 64 lower-case hexadecimal digits)");
    assertRefused(
        "path(child: \"x\", ancestor: \"y\") { length }",
        "INVALID_DIGEST",
        "child",
        "child: x (expected: sha256: and 64 lower-case hexadecimal digits)");
  }

  @Test
  void refusesNoneAndMoreThanAThousandAtOnce(Sample sample) {
    sample.chain("m", 2);
    String query =
        "query ($of: [ID!]!) { commonAncestors(of: $of) { artifact { name } distances } }";

    Answer most = gateway.ask(query, Map.of("of", Collections.nCopies(1000, sample.id("m1"))));
    Answer more = gateway.ask(query, Map.of("of", Collections.nCopies(1001, sample.id("m1"))));
    Answer none = gateway.ask(query, Map.of("of", List.of()));

    assertThat(most.data("/commonAncestors/0/distances").size()).isEqualTo(1000);
    assertThat(more.error().at("/message").asString())
        .isEqualTo("of: 1001 ids (expected: 1 to 1000)");
    assertThat(none.error().at("/message").asString()).isEqualTo("of: 0 ids (expected: 1 to 1000)");
    assertThat(none.paths()).containsExactly("of");
  }

  @Test
  void refusesDepthsBelowOne(Sample sample) {
    sample.chain("m", 1);
    String id = sample.id("m0");

    for (int depth : List.of(0, -1, Integer.MIN_VALUE)) {
      assertRefused(
          "path(child: \"%s\", ancestor: \"%s\", filter: {maxDepth: %d}) { length }"
              .formatted(id, id, depth),
          "INVALID_VALUE",
          "filter.maxDepth",
          "filter.maxDepth: " + depth + " (expected: 1 or more)");
      assertRefused(
          "artifacts(where: {and: [{shapes: {where: {}, maxDepth: %d}}]}) { totalCount }"
              .formatted(depth),
          "INVALID_VALUE",
          "where.and[0].shapes.maxDepth",
          "where.and[0].shapes.maxDepth: " + depth + " (expected: 1 or more)");
    }
  }

  @Test
  void refusesAgesThatAreNone() {
    assertRefused(
        "artifacts(where: {olderThan: \"ninety days\"}) { totalCount }",
        "INVALID_VALUE",
        "where.olderThan",
        "where.olderThan: ninety days (expected: a duration such as P90D)");
    assertRefused(
        "artifacts(where: {not: {olderThan: \"-P1D\"}}) { totalCount }",
        "INVALID_VALUE",
        "where.not.olderThan",
        "where.not.olderThan: PT-24H (expected: PT0S or longer)");
    assertThat(
            gateway
                .ask(
                    "{ artifacts(where: {olderThan: \"P106751991167300D\"}, first: 1) { totalCount } }")
                .codes())
        .isEmpty();
  }

  @Test
  void refusesACheckWithoutItsName() {
    assertRefused(
        "artifacts(where: {check: {minVersion: 3}}) { totalCount }",
        "INVALID_VALUE",
        "where.check.name",
        "where.check.name: missing (expected: a text)");
    assertRefused(
        "artifacts(where: {descendsFrom: {maxDepth: 1}}) { totalCount }",
        "INVALID_VALUE",
        "where.descendsFrom.where",
        "where.descendsFrom.where: missing (expected: an object with fields of kinds, namespaces");
  }

  @Test
  void refusesFiltersThatAreTooDeepOrTooLong() {
    assertThat(gateway.ask(nested("not", 16)).codes()).isEmpty();
    assertThat(gateway.ask(nested("descendsFrom: {where", 16)).codes()).isEmpty();
    assertThat(told(gateway.ask(nested("not", 17))))
        .isEqualTo("TOO_LARGE where: nested deeper (expected: at most 16 deep)");
    assertThat(told(gateway.ask(nested("descendsFrom: {where", 17)))).startsWith("TOO_LARGE where");

    String query = "query ($where: ArtifactFilter) { artifacts(where: $where) { totalCount } }";
    List<Map<String, Object>> many =
        new ArrayList<>(Collections.nCopies(199, Map.of("base", true)));
    assertThat(gateway.ask(query, Map.of("where", Map.of("and", many))).codes()).isEmpty();
    many.add(Map.of("base", true));
    assertThat(told(gateway.ask(query, Map.of("where", Map.of("and", many)))))
        .isEqualTo("TOO_LARGE where: more fields (expected: at most 200 in all)");
  }

  private static String nested(String field, int deep) {
    String close = field.contains("{") ? "}}" : "}";
    String filter = "{}";
    for (int i = 1; i < deep; i++) {
      filter = "{" + field + ": " + filter + close;
    }
    return "{ artifacts(where: " + filter + ", first: 1) { totalCount } }";
  }

  private static String told(Answer answer) {
    return answer.codes().getFirst() + " " + answer.error().at("/message").asString();
  }

  @Test
  void refusesRevisionsThatAreNotWritten(Sample sample) {
    sample.chain("m", 2);
    String ends = "child: \"%s\", ancestor: \"%s\"".formatted(sample.id("m1"), sample.id("m0"));
    long future = 999_999_999L;

    for (String field :
        List.of(
            "descendsFrom(%s, filter: {asOf: %d})".formatted(ends, future),
            "path(%s, filter: {asOf: %d}) { length }".formatted(ends, future))) {
      Answer answer = gateway.ask("{ " + field + " }");
      assertThat(answer.codes()).as(field).containsExactly("REVISION_NOT_REACHED");
      assertThat(answer.paths()).containsExactly("filter.asOf");
      assertThat(answer.error().at("/message").asString())
          .startsWith("filter.asOf: revision 999999999 (expected: 0 to ");
    }
    Answer artifacts = gateway.ask("{ artifacts(asOf: 999999999) { totalCount } }");
    assertThat(artifacts.codes()).containsExactly("REVISION_NOT_REACHED");
    assertThat(artifacts.paths()).containsExactly("asOf");
  }

  @Test
  void refusesACursorOfAnotherLineage(Sample sample) {
    sample.chain("m", 4);
    String query =
        "query ($id: ID!, $after: String) { artifact(id: $id) { descendants(first: 1, after: $after%s) { pageInfo { endCursor } } } }";
    String cursor =
        gateway
            .ask(query.formatted(""), Map.of("id", sample.id("m0")))
            .text("/artifact/descendants/pageInfo/endCursor");

    Answer otherStart =
        gateway.ask(query.formatted(""), Map.of("id", sample.id("m1"), "after", cursor));
    Answer otherFilter =
        gateway.ask(
            query.formatted(", filter: {mutations: [EDIT]}"),
            Map.of("id", sample.id("m0"), "after", cursor));

    assertThat(otherStart.codes()).containsExactly("INVALID_CURSOR");
    assertThat(otherFilter.codes()).containsExactly("INVALID_CURSOR");
  }

  private void assertRefused(String field, String code, String path, String message) {
    Answer answer = gateway.ask("{ " + field + " }");

    assertThat(answer.codes()).as(field).containsExactly(code);
    assertThat(answer.paths()).as(field).containsExactly(path);
    assertThat(answer.error().at("/message").asString()).startsWith(message);
  }
}
