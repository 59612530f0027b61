package dev.pedigree.gateway.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.StoreReads;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What routers ask a subgraph for. */
@WithGateway
class EntitiesTest {
  private static final int MANY = 1000;
  private static final String ENTITIES =
      """
      query ($of: [_Any!]!) {
        _entities(representations: $of) {
          __typename
          ... on Artifact { id name }
          ... on Edge { id type }
        }
      }
      """;

  private final Gateway gateway;

  EntitiesTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void everyKindIsFoundByIdAndByName(Sample sample) {
    List<Kind> kinds = gateway.bean(TypeSystem.class).kinds();
    List<Map<String, Object>> byId = new ArrayList<>();
    List<Map<String, Object>> byName = new ArrayList<>();
    for (Kind kind : kinds) {
      String type = kind.typeName();
      String field = Character.toLowerCase(type.charAt(0)) + type.substring(1);
      sample.record(sample.artifact(field, type, List.of()));
      byId.add(id(type, sample.id(type)));
      byName.add(name(type, sample.namespace(), type, null));
    }

    List<String> types = kinds.stream().map(Kind::typeName).toList();
    for (List<Map<String, Object>> representations : List.of(byId, byName)) {
      Answer answer = entities(representations);
      assertThat(answer.texts("/_entities", "/__typename")).isEqualTo(types);
      assertThat(answer.texts("/_entities", "/name")).isEqualTo(types);
    }
    List<Map<String, Object>> asArtifacts =
        types.stream().map(type -> id("Artifact", sample.id(type))).toList();
    assertThat(entities(asArtifacts).texts("/_entities", "/__typename")).isEqualTo(types);
  }

  @Test
  void edgesAreFoundById(Sample sample) {
    String edge = childOf(sample);

    Answer answer = entities(List.of(id("Edge", edge), id("Edge", sample.id("no edge"))));

    assertThat(answer.texts("/_entities", "/type")).containsExactly("FINE_TUNED_FROM", "");
    assertThat(answer.text("/_entities/0/id")).isEqualTo(edge);
    assertThat(answer.data("/_entities/1").isNull()).isTrue();
  }

  private static String childOf(Sample sample) {
    sample.record(
        sample.artifact("model", "base", List.of()),
        sample.artifact("model", "tuned", List.of(sample.parent("FINE_TUNED_FROM", "base"))));
    return EdgeId.of("FINE_TUNED_FROM", artifact(sample.id("tuned")), artifact(sample.id("base")))
        .toString();
  }

  private static ArtifactId artifact(String id) {
    return ArtifactId.parse(id).orElseThrow();
  }

  @Test
  void aNameWithoutAVersionIsJustThat(Sample sample) {
    Map<String, Object> versioned =
        Map.of(
            "digest",
            sample.id("v1"),
            "namespace",
            sample.namespace(),
            "name",
            "chat",
            "version",
            "1");
    sample.record(Map.of("model", versioned));

    Answer answer =
        entities(
            List.of(
                name("Model", sample.namespace(), "chat", null),
                name("Model", sample.namespace(), "chat", "1"),
                name("Artifact", sample.namespace(), "chat", "1")));

    assertThat(answer.data("/_entities/0").isNull()).isTrue();
    assertThat(answer.texts("/_entities", "/id")).endsWith(sample.id("v1"), sample.id("v1"));
  }

  @Test
  void whatWasRecordedAsTwoKindsIsFoundAsEither(Sample sample) {
    sample.record(sample.artifact("checkpoint", "both", List.of()));
    sample.record(sample.artifact("model", "both", List.of()));
    String id = sample.id("both");

    Answer answer =
        entities(
            List.of(id("Model", id), id("Checkpoint", id), id("Artifact", id), id("Dataset", id)));

    assertThat(answer.texts("/_entities", "/__typename"))
        .containsExactly("Model", "Checkpoint", "Checkpoint", "");
  }

  @Test
  void eachWrongRepresentationIsToldAtItsIndexAndStopsNoOther(Sample sample) {
    sample.record(sample.artifact("model", "m", List.of()));
    List<Object> representations =
        List.of(
            id("Model", sample.id("m")),
            "text",
            Map.of("id", sample.id("m")),
            id("Robot", sample.id("m")),
            id("Model", "m"),
            Map.of("__typename", "Model"),
            Map.of("__typename", "Model", "id", 7),
            Map.of("__typename", "Model", "name", "m"),
            Map.of("__typename", "Edge", "name", "m"));

    Answer answer = gateway.ask(ENTITIES, Map.of("of", representations));

    JsonNode entities = answer.body().at("/data/_entities");
    assertThat(entities).hasSize(representations.size());
    assertThat(entities.at("/0/name").asString()).isEqualTo("m");
    assertThat(answer.paths())
        .containsExactly(
            "representations[1]",
            "representations[2].__typename",
            "representations[3].__typename",
            "representations[4].id",
            "representations[5]",
            "representations[6].id",
            "representations[7].namespace",
            "representations[8].id");
    assertThat(answer.codes())
        .containsExactly(
            "INVALID_VALUE",
            "INVALID_VALUE",
            "UNKNOWN_TYPE",
            "INVALID_DIGEST",
            "INVALID_VALUE",
            "INVALID_VALUE",
            "INVALID_VALUE",
            "INVALID_VALUE");
    for (int i = 1; i < representations.size(); i++) {
      JsonNode error = answer.body().at("/errors/" + (i - 1));
      assertThat(error.at("/path").toString()).isEqualTo("[\"_entities\"," + i + "]");
      assertThat(entities.get(i).isNull()).isTrue();
    }
  }

  @Test
  void representationsInTheDocumentAreReadToo(Sample sample) {
    sample.record(sample.artifact("model", "m", List.of()));

    Answer answer =
        gateway.ask(
            """
            query ($name: String!) {
              _entities(representations: [{__typename: "Model", namespace: "%s", name: $name, version: null}]) {
                ... on Model { id }
              }
            }
            """
                .formatted(sample.namespace()),
            Map.of("name", "m"));

    assertThat(answer.text("/_entities/0/id")).isEqualTo(sample.id("m"));
  }

  @Test
  void aThousandAreReadTogether(Sample sample) {
    sample.chain("m", MANY / 2);
    List<Map<String, Object>> representations = new ArrayList<>();
    for (int i = 1; i < MANY / 2; i++) {
      ArtifactId child = artifact(sample.id("m" + i));
      ArtifactId parent = artifact(sample.id("m" + (i - 1)));
      representations.add(id("Model", child.toString()));
      representations.add(id("Edge", EdgeId.of("FINE_TUNED_FROM", child, parent).toString()));
    }
    awaitProjections();

    long reads =
        StoreReads.during(
            () ->
                assertThat(entities(representations).texts("/_entities", "/id"))
                    .hasSize(MANY - 2)
                    .doesNotContain(""));

    // One round trip for the edges and one for the artifacts, each as statements of at most 200 ids
    // that are sent at the same time.
    assertThat(reads).isBetween(1L, 6L);
  }

  /** Until then what was recorded is read from memory, which would prove nothing. */
  private void awaitProjections() {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      Answer head = gateway.ask("{ head { projections { name lagRevisions } } }");
      List<String> lags = head.texts("/head/projections", "/lagRevisions");
      if (!lags.isEmpty() && lags.stream().allMatch("0"::equals)) {
        return;
      }
    }
    throw new AssertionError("the projections do not catch up");
  }

  @Test
  void theyAreOfOneRevisionAndCostWhatTheyRead(Sample sample) {
    long revision = sample.record(sample.artifact("model", "m", List.of())).revision();

    Answer one = entities(List.of(id("Model", sample.id("m"))));
    Answer three = entities(Collections.nCopies(3, id("Model", sample.id("m"))));

    assertThat(one.revision()).isGreaterThanOrEqualTo(revision);
    assertThat(three.body().at("/extensions/cost/requested").asLong())
        .isEqualTo(3 * one.body().at("/extensions/cost/requested").asLong())
        .isPositive();
  }

  @Test
  void whatIsHiddenIsLikeWhatIsAbsent(SecuredGateway secured) {
    Sample sample = Sample.in(secured.gateway());
    String secret = sample.namespace();
    List<Map<String, Object>> models = new ArrayList<>();
    for (String name : List.of("base", "tuned")) {
      Map<String, Object> model = new HashMap<>();
      model.put("digest", sample.id(name));
      model.put("namespace", secret);
      model.put("name", name);
      model.put(
          "parents",
          name.equals("base") ? List.of() : List.of(sample.parent("FINE_TUNED_FROM", "base")));
      models.add(Map.of("model", model));
    }
    secured
        .ask(
            secured.tokens().ofAll("root"),
            "mutation ($input: RecordInput!) { record(input: $input) { revision } }",
            Map.of("input", Map.of("artifacts", models)))
        .data("/record");
    String edge =
        EdgeId.of("FINE_TUNED_FROM", artifact(sample.id("tuned")), artifact(sample.id("base")))
            .toString();
    List<Map<String, Object>> hidden =
        List.of(
            id("Model", sample.id("base")),
            id("Artifact", sample.id("base")),
            id("Dataset", sample.id("base")),
            name("Model", secret, "base", null),
            id("Edge", edge));
    String all = secured.tokens().ofAll("root");
    String reader = secured.tokens().of("reader", List.of(Scope.READ), List.of("other"), List.of());

    Answer seen = secured.ask(all, ENTITIES, Map.of("of", hidden));
    Answer unseen = secured.ask(reader, ENTITIES, Map.of("of", hidden));

    assertThat(seen.texts("/_entities", "/__typename"))
        .containsExactly("Model", "Model", "", "Model", "Edge");
    assertThat(unseen.data("/_entities").toString()).isEqualTo("[null,null,null,null,null]");
  }

  @Test
  void entitiesAreForReadersAndTheSdlForEveryCaller(SecuredGateway secured) {
    String none = secured.tokens().of("nobody", List.of(), List.of("*"), List.of());

    assertThat(secured.ask(none, ENTITIES, Map.of("of", List.of())).codes())
        .containsExactly("FORBIDDEN");
    assertThat(secured.ask(none, "{ _service { sdl } }").text("/_service/sdl"))
        .contains("interface Artifact");
    assertThat(secured.send(null, "/graphql", "{\"query\":\"{ _service { sdl } }\"}").statusCode())
        .isEqualTo(401);
  }

  private Answer entities(List<Map<String, Object>> representations) {
    return gateway.ask(ENTITIES, Map.of("of", representations));
  }

  private static Map<String, Object> id(String type, String id) {
    return Map.of("__typename", type, "id", id);
  }

  private static Map<String, Object> name(
      String type, String namespace, String name, @Nullable String version) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("__typename", type);
    fields.put("namespace", namespace);
    fields.put("name", name);
    fields.put("version", version);
    return fields;
  }
}
