package dev.pedigree.search;

import static dev.pedigree.search.Named.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.state.FactsOf;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found, in which order. Each test has words of its own. */
@WithLocalStack(elasticsearch = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElasticsearchSearchTest {
  private final Following following;

  ElasticsearchSearchTest(Endpoints endpoints) {
    following =
        new Following(
                endpoints.cassandraHost(), endpoints.cassandraPort(), endpoints.elasticsearchUri())
            .start();
  }

  @AfterAll
  void close() {
    following.close();
  }

  private List<ArtifactId> ids(String text) {
    return ids(following.find(text));
  }

  private static List<ArtifactId> ids(SearchResult result) {
    return result.hits().stream().map(SearchResult.Hit::id).toList();
  }

  @Test
  void findsWordsInEveryFieldAndBeginningsInNames() {
    Named found =
        model("gamma_ray.v7")
            .in("astro-lab")
            .kind("EVAL_SUITE")
            .labelled("telescope", "southern")
            .described("Photons counted by hand");
    following.record(found.recorded());

    for (String text :
        List.of(
            "gamma",
            "ray",
            "V7",
            "gam",
            "astro",
            "astro-lab/gamma_ray.v7@1",
            "telescope=south",
            "photons COUNTED",
            "suite photons telescope gamma",
            found.id().toString(),
            found.id().digest().hex(),
            found.id().digest().hex().substring(0, 8),
            found.id().toString().substring(0, 20))) {
      assertThat(ids(text)).as(text).containsExactly(found.id());
    }
    assertThat(ids("gamma photons nothing")).containsExactly(found.id());
    assertThat(ids("gamma nothing-at-all like_it")).isEmpty();
    assertThat(ids("phot")).isEmpty();
  }

  @Test
  void putsTheNameThatIsTheTextFirstThenItsBeginningsThenItsWordsThenDescriptions() {
    Named described = model("other").described("kestrel kestrel kestrel");
    Named word = model("small-kestrel");
    Named beginning = model("kestrel-7b");
    Named exact = model("Kestrel");
    following.record(exact.recorded(), beginning.recorded(), word.recorded(), described.recorded());

    assertThat(ids("kestrel"))
        .containsExactly(exact.id(), beginning.id(), word.id(), described.id());
    assertThat(ids("Kestrel 7B").getFirst()).isEqualTo(beginning.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama 8b awq",
        "llama3.1",
        "Llama 3.1 instruct",
        "8b instruct",
        "lama 8b awq",
        "llamma-3.1 insturct",
        "LLAMA_3_1_8B",
        "llama awq 4 bit",
        "awq4bit",
        "llama3 awq",
        "instruct awq llam"
      })
  void findsANameByWhatSomebodyRemembersOfIt(String text) {
    Named llama = model("Llama-3.1-8B-Instruct-AWQ-4bit");
    following.recordOnce(
        llama, model("Mistral-7B-Instruct-v0.3"), model("Qwen2.5-8B-GPTQ"), model("DeepSeekMath"));

    assertThat(ids(text)).first().isEqualTo(llama.id());
  }

  @Test
  void findsThePartsOfANameAndTypedTogetherWhatIsWrittenApart() {
    Named owl = model("SnowyOwlCoder-xlm-Roberta2.5");
    following.record(owl.recorded());

    for (String text : List.of("owl coder", "xlmroberta", "roberta 2.5", "snowyowl", "roberta2")) {
      assertThat(ids(text)).as(text).contains(owl.id());
    }
  }

  @Test
  void suggestsWhatSomebodyMayHaveMeant() {
    following.record(model("capercaillie-hybrid").recorded());

    SearchResult mistyped = following.find("capercailie hybrid");

    assertThat(ids(mistyped)).containsExactly(model("capercaillie-hybrid").id());
    assertThat(mistyped.suggestion()).isEqualTo("capercaillie hybrid");
    assertThat(following.find("capercaillie hybrid").suggestion()).isNull();
    assertThat(following.find("zzzzzzzz").suggestion()).isNull();
  }

  @Test
  void putsWhatIsWidelyUsedAndWhatIsInProductionFirst() {
    Named newest = model("siskin-newest");
    Named used = model("siskin-used");
    Named served = model("siskin-served");
    following.record(used.recorded(), served.recorded(), newest.recorded());
    assertThat(ids("siskin")).containsExactly(newest.id(), served.id(), used.id());

    following.record(List.of(new Fact.StageChanged(served.id(), Stage.PRODUCTION, null)));
    for (int i = 0; i < 9; i++) {
      Named child = model("child-of-siskin's parent-" + i);
      following.append(child.recorded());
      following.append(
          List.of(
              new Fact.EdgeRecorded(
                  "FINE_TUNED_FROM", child.id(), used.id(), null, List.of(), "{}")));
    }
    following.record(model("another bird").recorded());

    assertThat(ids("siskin used")).first().isEqualTo(used.id());
    assertThat(following.find("siskin", only(served, used, newest)).hits())
        .extracting(SearchResult.Hit::id)
        .containsExactly(served.id(), used.id(), newest.id());
    assertThat(following.differences()).isEmpty();
  }

  private static SearchQuery.Filter only(Named... of) {
    return SearchQuery.Filter.ANY.among(Stream.of(of).map(Named::id).collect(Collectors.toSet()));
  }

  @Test
  void comparesAttributes() {
    following.record(
        attributed("pipit-1", "{\"parameters\":7000000000,\"license\":\"apache-2.0\"}"),
        attributed("pipit-2", "{\"parameters\":8.5e9,\"metrics\":{\"mmlu\":-0.25}}"),
        attributed(
            "pipit-3", "{\"license\":\"MIT\",\"tags\":[\"fast\",\"small one\"],\"open\":true}"));

    assertThat(pipits(new SearchQuery.Attribute("license", "apache-2.0", null, null)))
        .containsExactly("pipit-1");
    assertThat(pipits(new SearchQuery.Attribute("license", "apache", null, null))).isEmpty();
    assertThat(pipits(new SearchQuery.Attribute("parameters", null, 7e9, null)))
        .containsExactly("pipit-2");
    assertThat(pipits(new SearchQuery.Attribute("parameters", null, 6e9, 8e9)))
        .containsExactly("pipit-1");
    assertThat(pipits(new SearchQuery.Attribute("parameters", "7e9", null, null)))
        .containsExactly("pipit-1");
    assertThat(pipits(new SearchQuery.Attribute("metrics.mmlu", null, -1.0, 0.0)))
        .containsExactly("pipit-2");
    assertThat(pipits(new SearchQuery.Attribute("tags", "small one", null, null)))
        .containsExactly("pipit-3");
    assertThat(pipits(new SearchQuery.Attribute("open", "true", null, null)))
        .containsExactly("pipit-3");
    assertThat(ids("apache-2.0 pipit")).containsExactly(FactsOf.id("pipit-1"));
    assertThat(following.find("pipit fast").hits().getFirst().highlights())
        .contains(new SearchResult.Highlight("attribute", List.of("<em>fast</em>")));
  }

  private static List<Fact> attributed(String name, String attributes) {
    List<Fact> facts = new ArrayList<>(model(name).recorded());
    facts.add(FactsOf.amended(name, attributes, List.of()));
    return facts;
  }

  private List<String> pipits(SearchQuery.Attribute attribute) {
    return names(
        following.find(
            "pipit",
            new SearchQuery.Filter(
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(attribute),
                null)),
        "pipit-1",
        "pipit-2",
        "pipit-3");
  }

  private static List<String> names(SearchResult result, String... of) {
    return Stream.of(of).filter(name -> ids(result).contains(FactsOf.id(name))).toList();
  }

  @Test
  void decidesChecksByTheirHighestVersion() {
    following.record(
        checked("dove-1", 1, CheckOutcome.PASSED, 3, CheckOutcome.FAILED),
        checked("dove-2", 2, CheckOutcome.PASSED),
        model("dove-3").recorded());
    following.record(
        checked("dove-4", 2, CheckOutcome.PASSED, 4, CheckOutcome.FAILED),
        List.of(new Fact.CheckRevoked(FactsOf.id("dove-4"), "pii", 4, "wrong")));

    assertThat(doves(null, CheckOutcome.PASSED, false)).containsExactly("dove-2", "dove-4");
    assertThat(doves(null, CheckOutcome.FAILED, false)).containsExactly("dove-1");
    assertThat(doves(3, CheckOutcome.PASSED, false)).isEmpty();
    assertThat(doves(3, null, false)).containsExactly("dove-1");
    assertThat(doves(null, null, true)).containsExactly("dove-3");
    assertThat(doves(3, null, true)).containsExactly("dove-2", "dove-3", "dove-4");
    assertThat(following.differences()).isEmpty();
  }

  private static List<Fact> checked(String name, Object... versionsAndOutcomes) {
    List<Fact> facts = new ArrayList<>(model(name).recorded());
    for (int i = 0; i < versionsAndOutcomes.length; i += 2) {
      facts.add(
          new Fact.CheckRecorded(
              FactsOf.id(name),
              "pii",
              (Integer) versionsAndOutcomes[i],
              (CheckOutcome) versionsAndOutcomes[i + 1],
              null));
    }
    return facts;
  }

  private List<String> doves(
      @Nullable Integer minVersion, @Nullable CheckOutcome outcome, boolean absent) {
    SearchQuery.Check check = new SearchQuery.Check("pii", minVersion, outcome, absent);
    return names(
        following.find(
            "dove",
            new SearchQuery.Filter(
                null, null, null, List.of(), null, null, null, List.of(check), List.of(), null)),
        "dove-1",
        "dove-2",
        "dove-3",
        "dove-4");
  }

  @Test
  void countsOfAFacetLeaveItsOwnConditionOut() {
    following.record(
        model("crane-1").in("n").recorded(),
        model("crane-2").in("n").kind("CORPUS").recorded(),
        model("crane-3").in("m").kind("CORPUS").recorded());

    SearchResult found =
        following.find(
            "crane",
            new SearchQuery.Filter(
                Set.of("CORPUS"),
                Set.of("n"),
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                null));

    assertThat(found.total()).isEqualTo(1);
    assertThat(found.facets())
        .contains(
            new SearchResult.Facet(
                "kind",
                false,
                List.of(new SearchResult.Count("CORPUS", 1), new SearchResult.Count("MODEL", 1))),
            new SearchResult.Facet(
                "namespace",
                false,
                List.of(new SearchResult.Count("m", 1), new SearchResult.Count("n", 1))),
            new SearchResult.Facet("stage", false, List.of(new SearchResult.Count("DRAFT", 1))));
  }

  @Test
  void asksEachOfManyWhereElasticsearchDoesNotKnowTheCondition() {
    List<Fact> facts = new ArrayList<>();
    Set<ArtifactId> accepted = new HashSet<>();
    for (int i = 0; i < 1_203; i++) {
      Named tern = model("tern-" + i);
      facts.addAll(tern.recorded());
      if (i % 100 == 0) {
        accepted.add(tern.id());
      }
    }
    following.record(facts);
    List<ArtifactId> seen = new ArrayList<>();
    SearchQuery.Position after = null;
    boolean more = true;
    while (more) {
      SearchResult page =
          following.search.find(
              new SearchQuery(
                  new SearchText("tern"),
                  SearchQuery.Filter.ANY,
                  Long.MAX_VALUE,
                  5,
                  after,
                  new SearchQuery.Wanted(true, false, false),
                  accepted::contains));
      assertThat(page.facets()).allMatch(SearchResult.Facet::estimate);
      seen.addAll(ids(page));
      after = page.end();
      more = page.more();
    }

    assertThat(seen).hasSize(13).doesNotHaveDuplicates();
    assertThat(accepted).containsAll(seen);
  }

  @Test
  void readsALongAnswerAtOnePointInTime() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      facts.addAll(model("stork-" + i).recorded());
    }
    following.record(facts);
    SearchResult first = storks(null);
    SearchResult second = storks(first.end());
    List<ArtifactId> seen = new ArrayList<>(ids(first));
    seen.addAll(ids(second));

    following.record(
        IntStream.range(0, 40)
            .mapToObj(i -> new Fact.StageChanged(FactsOf.id("stork-" + i), Stage.STAGING, null))
            .toList());
    SearchQuery.Position end = second.end();
    for (boolean more = second.more(); more; ) {
      SearchResult page = storks(end);
      seen.addAll(ids(page));
      end = page.end();
      more = page.more();
    }

    assertThat(seen).hasSize(40).doesNotHaveDuplicates();
    assertThat(storks(new SearchQuery.Position(1e9, 0, FactsOf.id("x"), 0, "bm9uZQ==")).hits())
        .hasSize(10);
  }

  private SearchResult storks(SearchQuery.@Nullable Position after) {
    return following.search.find(
        new SearchQuery(
            new SearchText("stork"),
            SearchQuery.Filter.ANY,
            Long.MAX_VALUE,
            10,
            after,
            new SearchQuery.Wanted(false, false, false),
            null));
  }

  @Test
  void showsWhereTheWordsAreAsHtml() {
    following.record(
        model("osprey_<b>")
            .described("An osprey & its nest")
            .labelled("bird", "osprey")
            .recorded());

    SearchResult.Hit hit = following.find("ospr nest").hits().getFirst();

    assertThat(hit.highlights())
        .containsExactly(
            new SearchResult.Highlight("name", List.of("<em>osprey</em>_&lt;b&gt;")),
            new SearchResult.Highlight("label", List.of("bird=<em>osprey</em>")),
            new SearchResult.Highlight(
                "description", List.of("An osprey &amp; its <em>nest</em>")));
  }

  @Test
  void keepsEveryConditionOfTheFilter() {
    Named one = model("heron-one").in("a").labelled("env", "prod").made("2026-01-01T00:00:00Z");
    Named two = model("heron-two").in("b").kind("CORPUS").made("2026-02-01T00:00:00Z");
    Named three = model("heron-three").in("b");
    following.record(one.recorded(), two.recorded(), three.recorded());
    following.record(
        List.of(new Fact.StageChanged(one.id(), Stage.PRODUCTION, null)),
        List.of(new Fact.ArtifactQuarantined(two.id(), "poisoned")));

    assertThat(heron(Set.of("CORPUS"), null, null, List.of(), null, null, null))
        .containsExactly(two.id());
    assertThat(heron(null, Set.of("b"), null, List.of(), null, null, null))
        .containsExactlyInAnyOrder(two.id(), three.id());
    assertThat(heron(null, null, Set.of(Stage.PRODUCTION), List.of(), null, null, null))
        .containsExactly(one.id());
    assertThat(heron(null, null, null, List.of(new Label("env", "prod")), null, null, null))
        .containsExactly(one.id());
    assertThat(heron(null, null, null, List.of(), true, null, null)).containsExactly(two.id());
    assertThat(heron(null, null, null, List.of(), false, null, null))
        .containsExactlyInAnyOrder(one.id(), three.id());
    Instant february = Instant.parse("2026-02-01T00:00:00Z");
    assertThat(heron(null, null, null, List.of(), null, february, null)).containsExactly(two.id());
    assertThat(heron(null, null, null, List.of(), null, null, february)).containsExactly(one.id());
    assertThat(heron(Set.of(), null, null, List.of(), null, null, null)).isEmpty();
  }

  private List<ArtifactId> heron(
      @Nullable Set<String> kinds,
      @Nullable Set<String> namespaces,
      @Nullable Set<Stage> stages,
      List<Label> labels,
      @Nullable Boolean quarantined,
      @Nullable Instant after,
      @Nullable Instant before) {
    return ids(
        following.find(
            "heron",
            new SearchQuery.Filter(
                kinds,
                namespaces,
                stages,
                labels,
                quarantined,
                after,
                before,
                List.of(),
                List.of(),
                null)));
  }

  @Test
  void pagesThroughEqualScoresWithoutGapOrRepetition() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      facts.addAll(model("swallow-" + i).recorded());
    }
    following.record(facts);

    List<ArtifactId> seen = new ArrayList<>();
    SearchQuery.Position after = null;
    boolean more = true;
    while (more) {
      SearchResult page =
          following.search.find(
              new SearchQuery(
                  new SearchText("swallow"),
                  SearchQuery.Filter.ANY,
                  Long.MAX_VALUE,
                  10,
                  after,
                  new SearchQuery.Wanted(false, false, false),
                  null));
      assertThat(page.total()).isEqualTo(25);
      seen.addAll(ids(page));
      after = page.hits().getLast().position();
      more = page.more();
    }

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void countsTheWholeAnswer() {
    following.record(
        model("plover-1").in("x").recorded(),
        model("plover-2").in("x").kind("CORPUS").recorded(),
        model("plover-3").in("y").recorded());

    SearchResult found = following.find("plover");

    assertThat(found.total()).isEqualTo(3);
    assertThat(found.partial()).isFalse();
    assertThat(found.facets())
        .contains(
            new SearchResult.Facet(
                "kind",
                false,
                List.of(new SearchResult.Count("MODEL", 2), new SearchResult.Count("CORPUS", 1))),
            new SearchResult.Facet(
                "namespace",
                false,
                List.of(new SearchResult.Count("x", 2), new SearchResult.Count("y", 1))),
            new SearchResult.Facet("stage", false, List.of(new SearchResult.Count("DRAFT", 3))));
  }

  @Test
  void saysSoWhereAFacetHasMoreValuesThanItShows() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      facts.addAll(model("linnet-" + i).in("nest-" + i).recorded());
    }
    following.record(facts);

    assertThat(following.find("linnet").facets())
        .filteredOn(SearchResult.Facet::estimate)
        .extracting(SearchResult.Facet::field)
        .containsExactly("namespace");
  }

  @Test
  void followsWhatIsAmendedExtendedAndRetracted() {
    Named wren = model("wren").described("old words");
    following.record(wren.recorded());
    following.record(
        List.of(
            FactsOf.amended("wren", "{}", List.of(new Label("nest", "hollow"))),
            FactsOf.extended("wren", "CHECKPOINT", "{}")));

    assertThat(ids("wren hollow checkpoint other")).containsExactly(wren.id());
    assertThat(ids("old wren")).containsExactly(wren.id());

    following.record(List.of(new Fact.ArtifactRetracted(wren.id(), "wrong")));

    assertThat(ids("wren")).isEmpty();
    assertThat(following.differences()).isEmpty();
  }

  @Test
  void forgetsWhatIsErased() {
    Named secret = model("nightjar").described("secret words");
    long revision = following.append(secret.recorded());
    following.awaitVisible(revision);
    assertThat(ids("nightjar")).containsExactly(secret.id());

    following.append(List.of(following.journal.erasureOf(List.of(revision), "personal data")));
    following.journal.erase(List.of(revision));
    following.awaitVisible(revision + 1);

    assertThat(ids("nightjar")).isEmpty();
    assertThat(ids("secret")).isEmpty();
    assertThat(ids(secret.id().toString())).containsExactly(secret.id());
    assertThat(following.differences()).isEmpty();
  }

  @Test
  void leavesOutWhatWasRecordedLaterThanAsked() {
    long earlier = following.append(model("dunlin-1").recorded());
    following.record(model("dunlin-2").recorded());

    SearchResult found =
        following.search.find(
            new SearchQuery(
                new SearchText("dunlin"),
                SearchQuery.Filter.ANY,
                earlier,
                10,
                null,
                new SearchQuery.Wanted(false, false, false),
                null));

    assertThat(ids(found)).containsExactly(model("dunlin-1").id());
    assertThat(found.total()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name:* OR (a AND b) -c +d ~2 ^3 \"x",
        "*",
        "?",
        "/.*/",
        "\\",
        "{}[]",
        "&&||!",
        "😀 👩‍👩‍👧",
        "مرحبا بالعالم",
        "שלום",
        "中文字符",
        "\u0000\u0007",
        "\ud83d",
        "e\u0301",
        "<script>"
      })
  void takesEveryTextAsText(String text) {
    assertThat(following.find(text).partial()).isFalse();
  }

  @Test
  void findsTextOfOtherScripts() {
    Named arabic = model("مرحبا بالعالم");
    Named chinese = model("中文模型");
    Named smiling = model("smile 😀");
    following.record(arabic.recorded(), chinese.recorded(), smiling.recorded());

    assertThat(ids("بالعالم")).containsExactly(arabic.id());
    assertThat(ids("中文")).containsExactly(chinese.id());
    assertThat(ids("😀")).containsExactly(smiling.id());
  }
}
