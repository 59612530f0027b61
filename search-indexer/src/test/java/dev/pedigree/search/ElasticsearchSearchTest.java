package dev.pedigree.search;

import static dev.pedigree.search.Named.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.state.FactsOf;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    assertThat(ids("gamma photons nothing")).isEmpty();
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
            new SearchQuery.Filter(kinds, namespaces, stages, labels, quarantined, after, before)));
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
                  new SearchQuery.Wanted(false, false)));
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
                new SearchQuery.Wanted(false, false)));

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
