package dev.pedigree.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.StoreReads;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithGateway
class SearchFetcherTest {
  private static final Predicate<String> VERIFIED =
      Pattern.compile("pedigree_verification_age_seconds\\{part=\"[\\w-]+\"} [0-9]{1,2}\\.[0-9]+")
          .asMatchPredicate();

  private static final String SEARCH =
      """
      query ($text: String!, $where: SearchFilter, $first: Int, $after: String) {
        search(text: $text, where: $where, first: $first, after: $after) {
          totalCount partial lagRevisions suggestion
          edges { cursor score node { id name namespace } highlights { field fragments } }
          nodes { id }
          facets { field estimate values { value count } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
      """;

  private final Gateway gateway;
  private final Sample sample;

  SearchFetcherTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
  }

  private Answer search(String text, Map<String, ?> arguments) {
    Map<String, Object> variables = new HashMap<>(arguments);
    variables.put("text", text);
    variables.putIfAbsent("first", 20);
    return gateway.ask(SEARCH, variables);
  }

  private Map<String, Object> own() {
    return Map.of("where", Map.of("namespaces", List.of(sample.namespace())));
  }

  private Map<String, Object> described(String name, String description) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("digest", sample.id(name));
    own.put("namespace", sample.namespace());
    own.put("name", name);
    own.put("description", description);
    own.put("labels", List.of(Map.of("key", "k=1", "value", "v")));
    own.put("createdAt", "2026-03-01T00:00:00Z");
    return Map.of("model", own);
  }

  @Test
  void findsWhatWasRecordedAndCountsIt() {
    sample.record(described("finch-7b", "sings"), described("other", "sounds like a finch"));
    gateway.awaitSearch();

    Answer answer = search("Finch", own());

    assertThat(answer.texts("/search/edges", "/node/name")).containsExactly("finch-7b", "other");
    assertThat(answer.texts("/search/nodes", "/id"))
        .containsExactly(sample.id("finch-7b"), sample.id("other"));
    assertThat(answer.data("/search/totalCount").asInt()).isEqualTo(2);
    assertThat(answer.data("/search/partial").asBoolean()).isFalse();
    assertThat(answer.data("/search/suggestion").isNull()).isTrue();
    assertThat(answer.data("/search/edges/0/highlights").toString())
        .isEqualTo("[{\"field\":\"name\",\"fragments\":[\"<em>finch</em>-7b\"]}]");
    assertThat(answer.data("/search/facets/0").toString())
        .isEqualTo(
            "{\"field\":\"kind\",\"estimate\":false,\"values\":[{\"value\":\"MODEL\",\"count\":2}]}");
    assertThat(answer.data("/search/edges/0/score").asDouble())
        .isGreaterThan(answer.data("/search/edges/1/score").asDouble());
  }

  @Test
  void keepsItsConditions() {
    sample.record(described("robin", "one"));
    gateway.awaitSearch();

    Map<String, Object> met =
        Map.of(
            "namespaces", List.of(sample.namespace()),
            "kinds", List.of("MODEL"),
            "stages", List.of("DRAFT"),
            "labels", List.of(Map.of("key", "k=1", "value", "v")),
            "quarantined", false,
            "createdAfter", "2026-03-01T00:00:00Z",
            "createdBefore", "2026-03-01T00:00:01Z");

    assertThat(search("robin", Map.of("where", met)).data("/search/totalCount").asInt()).isOne();
    for (Map.Entry<String, Object> unmet :
        Map.<String, Object>of(
                "namespaces", List.of("elsewhere"),
                "kinds", List.of("CORPUS"),
                "stages", List.of("PRODUCTION"),
                "labels", List.of(Map.of("key", "k", "value", "1=v")),
                "quarantined", true,
                "createdAfter", "2026-03-01T00:00:01Z",
                "createdBefore", "2026-03-01T00:00:00Z")
            .entrySet()) {
      Map<String, Object> where = new HashMap<>(met);
      where.put(unmet.getKey(), unmet.getValue());
      assertThat(search("robin", Map.of("where", where)).data("/search/totalCount").asInt())
          .as(unmet.getKey())
          .isZero();
    }
  }

  @Test
  void findsAmongRelativesAsTheyAre() {
    sample.record(
        described("quail-base", "one"),
        Map.of("model", child("quail-tuned", "quail-base")),
        Map.of("model", child("quail-merged", "quail-tuned")),
        described("quail-other", "two"));
    gateway.awaitSearch();

    Answer below = search("quail", where("descendantsOf", sample.id("quail-base")));
    Answer above = search("quail", where("ancestorsOf", sample.id("quail-merged")));

    assertThat(below.texts("/search/nodes", "/id"))
        .containsExactlyInAnyOrder(sample.id("quail-tuned"), sample.id("quail-merged"));
    assertThat(above.texts("/search/nodes", "/id"))
        .containsExactlyInAnyOrder(sample.id("quail-tuned"), sample.id("quail-base"));
    assertThat(below.data("/search/facets/0/estimate").asBoolean()).isFalse();
    Answer unknown = search("quail", where("descendantsOf", sample.id("never recorded")));
    assertThat(unknown.codes()).containsExactly("NOT_FOUND");
    assertThat(unknown.error().get("message").asString())
        .startsWith("where.descendantsOf: sha256:");
  }

  private static Map<String, Object> where(String field, Object value) {
    return Map.of("where", Map.of(field, value));
  }

  private Map<String, Object> child(String name, String parent) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("digest", sample.id(name));
    own.put("namespace", sample.namespace());
    own.put("name", name);
    own.put("parents", List.of(Map.of("type", "FINE_TUNED_FROM", "id", sample.id(parent))));
    return own;
  }

  @Test
  void findsByAttributesAndChecks() {
    Map<String, Object> large = child("grouse-70b", "grouse");
    large.remove("parents");
    large.put("parameters", 7.0e10);
    large.put("license", "llama3.1");
    large.put("checks", List.of(Map.of("name", "pii", "version", 3, "outcome", "PASSED")));
    sample.record(Map.of("model", large), described("grouse-small", "x"));
    gateway.awaitSearch();

    assertThat(found(Map.of("attributes", List.of(Map.of("name", "parameters", "gt", 5e10)))))
        .containsExactly(sample.id("grouse-70b"));
    assertThat(found(Map.of("attributes", List.of(Map.of("name", "license", "eq", "llama3.1")))))
        .containsExactly(sample.id("grouse-70b"));
    assertThat(found(Map.of("checks", List.of(Map.of("name", "pii", "minVersion", 3)))))
        .containsExactly(sample.id("grouse-70b"));
    assertThat(found(Map.of("checks", List.of(Map.of("name", "pii", "absent", true)))))
        .containsExactly(sample.id("grouse-small"));
    refused(
        search("x", where("attributes", List.of(Map.of("name", "colour", "eq", "red")))),
        "INVALID_VALUE",
        "where.attributes[0].name: colour (expected: an attribute of some kind)");
    refused(
        search("x", where("attributes", List.of(Map.of("name", "license")))),
        "INVALID_VALUE",
        "where.attributes[0]: no condition (expected: eq, gt or lt)");
  }

  private List<String> found(Map<String, Object> conditions) {
    Map<String, Object> where = new HashMap<>(conditions);
    where.put("namespaces", List.of(sample.namespace()));
    return search("grouse", Map.of("where", where)).texts("/search/nodes", "/id");
  }

  @Test
  void buildsAnotherIndexWhenItIsAskedTo() {
    sample.record(described("kestrel-of-the-rebuild", "x"));
    gateway.awaitSearch();

    assertThat(gateway.post("/search/reindex", "", null).body()).contains("\"running\":true");
    String status = gateway.get("/search/reindex").body();
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!status.contains("\"running\":false") && System.nanoTime() < deadline) {
      assertThat(search("kestrel-of-the-rebuild", own()).data("/search/totalCount").asInt())
          .isOne();
      status = gateway.get("/search/reindex").body();
    }

    assertThat(status).contains("\"running\":false");
    gateway.awaitSearch();
    assertThat(search("kestrel-of-the-rebuild", own()).data("/search/totalCount").asInt()).isOne();
  }

  @Test
  void pagesThroughAll() {
    List<Map<String, Object>> artifacts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      artifacts.add(sample.artifact("model", "siskin-" + i, List.of()));
    }
    sample.ask(Map.of("artifacts", artifacts)).data("/record");
    gateway.awaitSearch();

    List<String> seen = new ArrayList<>();
    Map<String, Object> arguments = new HashMap<>(own());
    arguments.put("first", 3);
    Answer page = search("siskin", arguments);
    assertThat(page.data("/search/pageInfo/hasPreviousPage").asBoolean()).isFalse();
    while (true) {
      seen.addAll(page.texts("/search/nodes", "/id"));
      assertThat(page.data("/search/totalCount").asInt()).isEqualTo(7);
      if (!page.data("/search/pageInfo/hasNextPage").asBoolean()) {
        break;
      }
      arguments.put("after", page.text("/search/pageInfo/endCursor"));
      page = search("siskin", arguments);
    }

    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    assertThat(page.data("/search/pageInfo/hasPreviousPage").asBoolean()).isTrue();
  }

  @Test
  void refusesWhatCannotBeAsked() {
    refused(search("  ", Map.of()), "INVALID_VALUE", "text: blank (expected: at least one word)");
    refused(search("", Map.of()), "INVALID_VALUE", "text: blank (expected: at least one word)");
    refused(
        search("x".repeat(10_240), Map.of()),
        "INVALID_VALUE",
        "text: 10240 characters (expected: at most 1000)");
    refused(
        search("x ".repeat(40), Map.of()),
        "INVALID_VALUE",
        "text: 40 words (expected: at most 32)");
    refused(search("x", Map.of("first", 0)), "INVALID_VALUE", "first: 0 (expected: 1 to 1000)");
    refused(
        search("x", Map.of("first", 1001)), "INVALID_VALUE", "first: 1001 (expected: 1 to 1000)");
    refused(
        search("x", Map.of("after", "nonsense")),
        "INVALID_CURSOR",
        "after: the cursor is broken (expected: one that came with a page)");
  }

  @Test
  void refusesACursorOfAnotherSearch() {
    sample.record(sample.artifact("model", "redwing", List.of()));
    gateway.awaitSearch();
    String cursor = search("redwing", own()).text("/search/edges/0/cursor");

    refused(
        search("else", Map.of("after", cursor)),
        "INVALID_CURSOR",
        "after: the cursor is of another question (expected: the same field with the same"
            + " arguments)");
    String broken = (cursor.charAt(20) == 'A' ? "B" : "A");
    refused(
        search("redwing", Map.of("after", cursor.substring(0, 20) + broken + cursor.substring(21))),
        "INVALID_CURSOR",
        "after: the cursor is broken (expected: one that came with a page)");
  }

  private static void refused(Answer answer, String code, String message) {
    assertThat(answer.codes()).containsExactly(code);
    assertThat(answer.error().get("message").asString()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name:* OR (a AND b) -c +d ~2 ^3 \"x", "*", "/.*/", "\\", "😀", "مرحبا بالعالم"})
  void takesEveryTextAsText(String text) {
    assertThat(search(text, own()).data("/search/totalCount").asInt()).isZero();
  }

  @Test
  void readsThePageInOneRoundTrip() {
    List<Map<String, Object>> artifacts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      artifacts.add(sample.artifact("model", "avocet-" + i, List.of()));
    }
    sample.ask(Map.of("artifacts", artifacts)).data("/record");
    gateway.awaitSearch();
    awaitProjections();

    long reads =
        StoreReads.during(
            () -> assertThat(search("avocet", own()).texts("/search/nodes", "/id")).hasSize(20));

    assertThat(reads).isOne();
  }

  private void awaitProjections() {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      Answer head = gateway.ask("{ head { projections { name lagRevisions } } }");
      List<String> lags = head.texts("/head/projections", "/lagRevisions");
      if (head.texts("/head/projections", "/name").contains("search")
          && lags.stream().allMatch("0"::equals)) {
        return;
      }
    }
    throw new AssertionError("the projections do not catch up");
  }

  @Test
  void tellsHowFarItIsBehindInTheMetrics() {
    sample.record(sample.artifact("model", "whimbrel", List.of()));
    awaitProjections();

    for (String projection : List.of("state", "property-graph", "search")) {
      for (String unit : List.of("revisions", "seconds")) {
        String metric = "/actuator/metrics/pedigree.projection.lag." + unit;
        assertThat(gateway.get(metric + "?tag=projection:" + projection).body())
            .contains("\"value\":0.0");
      }
    }
    assertThat(gateway.get("/actuator/metrics/pedigree.search.refused").body())
        .contains("\"value\":0.0");
  }

  @Test
  void isVerified() {
    sample.record(sample.artifact("model", "godwit", List.of()));

    String lines = gateway.post("/verify", "", null).body();

    assertThat(lines)
        .contains("\"projection\":\"search\"")
        .doesNotContain("\"message\":\"not compared");
    assertThat(lines.lines().filter(line -> line.contains("\"search\"")).toList().getLast())
        .contains("\"differences\":0,\"done\":true,\"message\":\"as the journal says\"");
    awaitVerificationInTheMetrics();
  }

  /** Young, of everything, and without differences; a gateway looks once in a second. */
  private void awaitVerificationInTheMetrics() {
    long deadline = System.nanoTime() + 20_000_000_000L;
    String metrics = "";
    while (System.nanoTime() < deadline) {
      metrics = gateway.get("/actuator/prometheus").body();
      if (metrics.lines().filter(VERIFIED).count() == 5) {
        return;
      }
    }
    throw new AssertionError(
        metrics.lines().filter(it -> it.startsWith("pedigree_verification")).toList().toString());
  }
}
