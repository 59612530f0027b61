package dev.pedigree.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.demo.DemoData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * What the README and docs/questions.md let people ask, asked of an empty store in the order in
 * which it is printed, with the demo loaded where they say so. The answers must be the printed
 * ones.
 */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedQuestionsTest {
  private static final String DEMO_BEGINS = "## Five questions";
  private static final String QUERY_BEGINS = "```graphql\n";
  private static final Pattern QUESTION =
      Pattern.compile("```graphql\n(.*?)```\n\n```json\n(.*?)```", Pattern.DOTALL);

  private final Gateway gateway;

  DocumentedQuestionsTest(Endpoints endpoints) {
    gateway = Gateway.start(endpoints);
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @TestFactory
  List<DynamicTest> answersAsPrinted() throws IOException {
    String readme = text("README.md");
    int demo = readme.indexOf(DEMO_BEGINS);
    List<DynamicTest> tests = new ArrayList<>();
    tests.addAll(questions("README", readme.substring(0, demo)));
    tests.add(DynamicTest.dynamicTest("demo: records every line", () -> load("RECORDED")));
    tests.add(DynamicTest.dynamicTest("demo: knows every line again", () -> load("KNOWN")));
    tests.add(DynamicTest.dynamicTest("demo: suggests questions that work", this::suggested));
    tests.add(
        DynamicTest.dynamicTest("demo: what production uses is in production", this::production));
    tests.addAll(questions("README", readme.substring(demo)));
    tests.addAll(questions("questions", text("docs/questions.md")));
    return tests;
  }

  private static String text(String file) throws IOException {
    return Files.readString(Checkout.find().root().resolve(file));
  }

  private List<DynamicTest> questions(String title, String text) {
    List<DynamicTest> tests =
        QUESTION
            .matcher(text)
            .results()
            .map(
                match ->
                    DynamicTest.dynamicTest(
                        title + ": " + match.group(1).lines().findFirst().orElse(""),
                        () -> ask(match.group(1), match.group(2))))
            .toList();
    assertThat(tests)
        .as("queries of %s with an answer below", title)
        .isNotEmpty()
        .hasSize(text.split(QUERY_BEGINS, -1).length - 1);
    return tests;
  }

  private void ask(String query, String printed) {
    if (query.contains("search(")) {
      gateway.awaitSearch();
    }
    JsonNode answer = gateway.ask(query).data("");

    assertThat(answer).isEqualTo(Gateway.JSON.readTree(printed).get("data"));
  }

  private void load(String status) {
    List<String> lines = DemoData.lines();

    List<JsonNode> verdicts = gateway.load(String.join("\n", lines));

    assertThat(verdicts)
        .hasSize(lines.size())
        .allSatisfy(it -> assertThat(it.get("status").asString()).as("%s", it).isEqualTo(status));
  }

  private void production() {
    gateway.awaitSearch();
    JsonNode found =
        gateway
            .ask(
                """
                { search(text: "example-org", first: 100, where: {kinds: [DEPLOYMENT]}) {
                    nodes { name stage ... on Deployment { environment endedAt }
                      parents { nodes { parent { name stage } } } } } }
                """)
            .data("/search/nodes");

    assertThat(found)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            it ->
                assertThat(it.get("stage").asString())
                    .as("%s", it)
                    .isEqualTo(
                        it.get("endedAt").isNull()
                            ? it.get("environment").asString().toUpperCase(Locale.ROOT)
                            : "ARCHIVED"))
        .filteredOn(it -> it.get("stage").asString().equals("PRODUCTION"))
        .flatExtracting(it -> it.at("/parents/nodes").values())
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.at("/parent/stage").asString()).as("%s", it).isEqualTo("PRODUCTION"));
  }

  private void suggested() {
    assertThat(DemoData.questions())
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(gateway.ask(it.query()).data("/artifactByName").isObject()).isTrue());
  }
}
