package dev.pedigree.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.identity.Ids;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.junit.WithGatewayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Real routers in front of a real gateway and the two subgraphs of the example. */
@WithGatewayServer
@EnabledIf(
    value = "dev.pedigree.localstack.junit.NpmPackages#canBeInstalled",
    disabledReason = "no node or npm on the PATH")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FederationTest {
  private static final String APOLLO = "apollo";
  private static final String HIVE = "hive";
  private static final Pattern QUESTION =
      Pattern.compile("```graphql supergraph\n(.*?)```\n\n```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern RECORDING =
      Pattern.compile("```graphql\n(mutation \\{\n  record.*?)```", Pattern.DOTALL);
  private static final Map<String, String> TOKEN =
      Map.of("Authorization", "Bearer of-the-registry");
  private static final Map<String, String> CALLER = Map.of("X-Pedigree-Caller", "trainer");

  private final GatewayServer gateway;
  private final Map<String, Router> routers = new LinkedHashMap<>();

  FederationTest(GatewayServer gateway) {
    this.gateway = gateway;
  }

  @BeforeAll
  void start() throws IOException {
    FederatedGraph.install();
    for (String library : List.of(APOLLO, HIVE)) {
      routers.put(library, Router.start(library, gateway.uri()));
    }
  }

  @AfterAll
  void stop() {
    routers.values().forEach(Router::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {APOLLO, HIVE})
  void recordsForTheCallerAndAnswersFromAllThree(String library) throws Exception {
    Family family = record(library);

    JsonNode model = family.recorded().at("/data/record/artifacts/1");

    assertThat(family.recorded().has("errors")).as("%s", family.recorded()).isFalse();
    assertThat(model.toString())
        .isEqualTo(
            """
            {"__typename":"Model","id":"%s","recordedBy":"trainer","reviews":[],"pulls":0}"""
                .formatted(family.model()));
  }

  @ParameterizedTest
  @ValueSource(strings = {APOLLO, HIVE})
  void goesFromTheRegistryToPedigreeAndTheReviews(String library) throws Exception {
    Family family = record(library);
    review(library, family.model(), "Answers briefly.");

    JsonNode pulled =
        ask(
            library,
            """
            mutation { pull(namespace: "%s", name: "chat") {
              pulls id provenance reviews { text } parents { nodes { parent { name reviews { text } } } } } }
            """
                .formatted(family.namespace()),
            TOKEN);

    assertThat(pulled.at("/data/pull").toString())
        .isEqualTo(
            """
            {"pulls":1,"id":"%s","provenance":"PARTIAL","reviews":[{"text":"Answers briefly."}],\
            "parents":{"nodes":[{"parent":{"name":"words","reviews":[]}}]}}"""
                .formatted(family.model()));
    assertThat(
            ask(library, "{ pulled { name names { namespace } } }", Map.of())
                .at("/data/pulled")
                .valueStream()
                .map(it -> it.at("/names/0/namespace").asString()))
        .contains(family.namespace());
  }

  @ParameterizedTest
  @ValueSource(strings = {APOLLO, HIVE})
  void goesFromTheReviewsToPedigreeAndTheRegistry(String library) throws Exception {
    Family family = record(library);

    JsonNode model = review(library, family.model(), "Answers briefly.");
    JsonNode corpus = review(library, family.corpus(), "Half of it is spam.");

    assertThat(model.toString())
        .isEqualTo("{\"__typename\":\"Model\",\"name\":\"chat\",\"pulls\":0}");
    assertThat(corpus.toString()).isEqualTo("{\"__typename\":\"Corpus\",\"name\":\"words\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {APOLLO, HIVE})
  void goesFromALineageToBoth(String library) throws Exception {
    Family family = record(library);
    review(library, family.model(), "Answers briefly.");
    review(library, family.corpus(), "Half of it is spam.");

    JsonNode answer =
        ask(
            library,
            """
            { artifactByName(namespace: "%s", name: "words") {
                reviews { text }
                descendants { edges { depth node { name reviews { text } ... on Model { pulls } } } } } }
            """
                .formatted(family.namespace()),
            Map.of());

    assertThat(answer.at("/data/artifactByName").toString())
        .as("%s", answer)
        .isEqualTo(
            """
            {"reviews":[{"text":"Half of it is spam."}],"descendants":{"edges":[{"depth":1,"node":\
            {"name":"chat","reviews":[{"text":"Answers briefly."}],"pulls":0}}]}}""");
  }

  @ParameterizedTest
  @ValueSource(strings = {APOLLO, HIVE})
  void errorsKeepTheirCodes(String library) throws Exception {
    JsonNode unknown =
        ask(
            library,
            """
            mutation { record(input: {artifacts: [{model: {namespace: "%s", name: "m", unhashed: LOST,
              parents: [{type: FINE_TUNED_FROM, name: {namespace: "%s", name: "absent"}}]}}]}) { revision } }
            """
                .formatted(namespace(), namespace()),
            Map.of());
    JsonNode wrong = ask(library, "{ artifact(id: \"m\") { name } }", Map.of());
    JsonNode unauthenticated =
        ask(library, "mutation { pull(namespace: \"n\", name: \"m\") { pulls } }", CALLER);

    assertThat(unknown.at("/errors/0/extensions/code").asString()).isEqualTo("UNKNOWN_PARENT");
    assertThat(unknown.at("/errors/0/extensions/path").asString())
        .isEqualTo("input.artifacts[0].model.parents[0].name");
    assertThat(wrong.at("/errors/0/extensions/code").asString()).isEqualTo("INVALID_DIGEST");
    assertThat(unauthenticated.at("/errors/0/extensions/code").asString())
        .isEqualTo("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(strings = {APOLLO, HIVE})
  void answersAsPrinted(String library) throws Exception {
    Matcher first = RECORDING.matcher(text("README.md"));
    assertThat(first.find()).isTrue();
    assertThat(ask(library, first.group(1), Map.of()).has("errors")).isFalse();
    for (String file : List.of("README.md", "docs/federation.md")) {
      String text = text(file);
      List<MatchResult> questions = QUESTION.matcher(text).results().toList();

      assertThat(questions)
          .isNotEmpty()
          .hasSize(text.split("```graphql supergraph\n", -1).length - 1);
      for (MatchResult question : questions) {
        JsonNode answer = ask(library, question.group(1), TOKEN);
        assertThat(answer.get("data"))
            .as("%s", answer)
            .isEqualTo(Router.json(question.group(2)).get("data"));
      }
    }
  }

  private static String text(String file) throws IOException {
    return Files.readString(Checkout.find().root().resolve(file));
  }

  /** A corpus and a model that was trained on it, in a namespace of their own. */
  private record Family(String namespace, JsonNode recorded) {
    String corpus() {
      return recorded.at("/data/record/artifacts/0/id").asString();
    }

    String model() {
      return recorded.at("/data/record/artifacts/1/id").asString();
    }
  }

  private Family record(String library) throws Exception {
    String namespace = namespace();
    JsonNode recorded =
        ask(
            library,
            """
        mutation { record(input: {artifacts: [
          {corpus: {namespace: "%1$s", name: "words", unhashed: LOST, provenance: ORIGIN}}
          {model: {namespace: "%1$s", name: "chat", digest: "%2$s",
                   parents: [{type: TRAINED_ON, name: {namespace: "%1$s", name: "words"}}]}}
        ]}) { artifacts { __typename id recordedBy reviews { text } ... on Model { pulls } } } }
        """
                .formatted(namespace, Ids.ofText(namespace)),
            CALLER);
    return new Family(namespace, recorded);
  }

  private JsonNode review(String library, String artifact, String text) throws Exception {
    return ask(
            library,
            """
            mutation { review(artifact: "%s", text: "%s") {
              artifact { __typename name ... on Model { pulls } } } }
            """
                .formatted(artifact, text),
            Map.of())
        .at("/data/review/artifact");
  }

  private static String namespace() {
    return "federation-" + UUID.randomUUID();
  }

  private JsonNode ask(String library, String query, Map<String, String> headers) throws Exception {
    return Objects.requireNonNull(routers.get(library)).ask(query, headers);
  }
}
