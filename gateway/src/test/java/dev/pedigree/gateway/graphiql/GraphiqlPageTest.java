package dev.pedigree.gateway.graphiql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.demo.DemoData;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What the page is made of: its files, and the queries in its tabs. */
@WithGateway
class GraphiqlPageTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final Gateway gateway;
  private final Sample sample;

  GraphiqlPageTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
  }

  @Test
  void tellsTheBrowserToLoadNothingFromElsewhere() {
    HttpResponse<String> page = gateway.get("/graphiql");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'")
        .doesNotContain("http:", "https:", "*");
    assertThat(gateway.get("/graphiql/").body()).isEqualTo(page.body());
  }

  @Test
  void hasAllFilesThatItNames() {
    List<String> links =
        LINK.matcher(gateway.get("/graphiql").body()).results().map(it -> it.group(1)).toList();

    assertThat(links)
        .hasSizeGreaterThan(5)
        .allMatch(link -> link.startsWith("/"))
        .allMatch(link -> gateway.get(link).statusCode() == 200);
  }

  @Test
  void opensEveryExample() throws Exception {
    Path folder =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/static/graphiql/examples")).toURI());

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              ExampleTab.all().stream().map(ExampleTab::query).toList());
    }
  }

  @Test
  void asksAboutTheDemo() {
    Stream<JsonNode> artifacts =
        DemoData.lines().stream().map(line -> Gateway.JSON.readTree(line).path("artifact"));

    assertThat(
            artifacts.map(
                it -> it.path("namespace").asString("") + "/" + it.path("name").asString("")))
        .containsAll(
            ExampleTab.all().stream()
                .map(ExampleTab::variables)
                .filter(it -> it.containsKey("name"))
                .map(it -> it.get("namespace") + "/" + it.get("name"))
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> breaksNothingWhereNothingIsRecorded() {
    return ExampleTab.all().stream()
        .map(
            tab ->
                DynamicTest.dynamicTest(tab.query(), () -> assertThat(ask(tab).codes()).isEmpty()));
  }

  @Test
  void asksWhatTheTabsPromise() {
    ExampleTab artifact = ExampleTab.of("artifact.graphql");
    ExampleTab ancestors = ExampleTab.of("ancestors-by-kind.graphql");
    ExampleTab blastRadius = ExampleTab.of("blast-radius.graphql");
    sample.record(
        sample.artifact("corpus", blastRadius.name(), List.of()),
        sample.artifact(
            "model", artifact.name(), List.of(sample.parent("TRAINED_ON", blastRadius.name()))),
        sample.artifact(
            "deployment", ancestors.name(), List.of(sample.parent("SERVES", artifact.name()))));

    assertThat(ask(artifact).text("/artifactByName/id")).isEqualTo(sample.id(artifact.name()));
    assertThat(ask(ancestors).texts("/artifactByName/ancestors/groups", "/key"))
        .containsExactly("CORPUS", "MODEL");
    assertThat(ask(blastRadius).texts("/artifactByName/descendants/edges", "/node/name"))
        .containsExactly(ancestors.name());
    assertThat(ask(blastRadius).texts("/artifactByName/descendants/groups", "/key"))
        .containsExactly("DRAFT");
    assertThat(ask(ExampleTab.of("journal-head.graphql")).texts("/head/projections", "/name"))
        .isNotEmpty();
  }

  @Test
  void findsWhatTheSearchTabLooksFor() {
    sample.record(sample.artifact("model", "sought", List.of()));
    gateway.awaitSearch();

    Answer found =
        gateway.ask(ExampleTab.of("search.graphql").document(), Map.of("text", sample.namespace()));

    assertThat(found.texts("/search/edges", "/node/name")).containsExactly("sought");
    assertThat(found.texts("/search/edges", "/node/stage")).containsExactly("DRAFT");
  }

  @Test
  void recordsAModelWithThreeParentsOnce() {
    ExampleTab tab = ExampleTab.of("record-a-model.graphql");

    Answer first = ask(tab);
    Answer second = ask(tab);

    assertThat(first.texts("/record/edges", "/type"))
        .containsExactly("FINE_TUNED_FROM", "TRAINED_ON", "TOKENIZED_WITH");
    assertThat(first.data("/record/warnings")).isEmpty();
    assertThat(second.data("/record/changed").asBoolean()).isFalse();
  }

  private Answer ask(ExampleTab tab) {
    return gateway.ask(tab.document(), tab.variablesIn(sample.namespace()));
  }
}
