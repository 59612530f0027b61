package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarWiringEnvironment;
import graphql.schema.idl.SchemaGenerator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tool emits wrongly fails before any resolver runs, with a message that says where. */
class EmissionTest {
  private static final String RECORD =
      "mutation Emit($input: RecordInput!) { record(input: $input) { changed } }";
  private static final AtomicInteger RESOLVED = new AtomicInteger();
  private static final GraphQL GRAPHQL = graphQl();

  private static GraphQL graphQl() {
    RuntimeWiring wiring =
        RuntimeWiring.newRuntimeWiring()
            .wiringFactory(new AnyScalar())
            .type(
                "Mutation",
                it ->
                    it.dataFetcher(
                        "record",
                        _ -> {
                          RESOLVED.incrementAndGet();
                          return Map.of("changed", true);
                        }))
            .type("RecordPayload", it -> it.dataFetcher("changed", _ -> true))
            .build();
    return GraphQL.newGraphQL(
            new SchemaGenerator().makeExecutableSchema(PedigreeSchema.load().registry(), wiring))
        .build();
  }

  /**
   * Mocks all but scalars, which take what they are given: their values are the gateway's to test.
   */
  private static final class AnyScalar extends MockedWiringFactory {
    @Override
    public boolean providesDataFetcher(FieldWiringEnvironment environment) {
      return false;
    }

    @Override
    public GraphQLScalarType getScalar(ScalarWiringEnvironment environment) {
      return JsonText.scalar(environment.getScalarTypeDefinition().getName());
    }
  }

  @BeforeEach
  void forgetEarlierCalls() {
    RESOLVED.set(0);
  }

  @Test
  void acceptsAModelWithAParent() {
    Map<String, Object> parent =
        Map.of(
            "type",
            "QUANTIZED_FROM",
            "id",
            "sha256:00",
            "weight",
            1.0,
            "mutations",
            List.of(Map.of("quantization", Map.of("bits", 4, "method", "awq"))));
    Map<String, Object> model =
        Map.of(
            "digest", "sha256:01", "namespace", "default", "name", "m", "parents", List.of(parent));

    assertThat(emit(Map.of("model", model))).isEmpty();
    assertThat(RESOLVED).hasValue(1);
  }

  @Test
  void refusesAKindThatIsNone() {
    assertThat(emit(Map.of("robot", Map.of("namespace", "default", "name", "r"))))
        .singleElement()
        .asString()
        .contains("robot", "ArtifactInput");
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void refusesTwoKindsInOne() {
    Map<String, Object> named = Map.of("namespace", "default", "name", "x");

    assertThat(emit(Map.of("model", named, "prompt", named)))
        .singleElement()
        .asString()
        .contains("Exactly one key must be specified", "ArtifactInput");
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void refusesTheFieldOfAnotherKind() {
    assertThat(emit(Map.of("prompt", Map.of("namespace", "d", "name", "p", "architecture", "x"))))
        .singleElement()
        .asString()
        .contains("architecture", "PromptInput");
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void refusesAMissingRequiredField() {
    assertThat(emit(Map.of("model", Map.of("namespace", "default"))))
        .singleElement()
        .asString()
        .contains("name");
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void refusesAMutationWithoutItsRequiredField() {
    Map<String, Object> parent =
        Map.of(
            "type", "QUANTIZED_FROM",
            "id", "sha256:00",
            "mutations", List.of(Map.of("quantization", Map.of("method", "awq"))));

    assertThat(
            emit(
                Map.of("model", Map.of("namespace", "d", "name", "m", "parents", List.of(parent)))))
        .singleElement()
        .asString()
        .contains("bits");
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void refusesAnEdgeTypeThatIsNone() {
    Map<String, Object> parent = Map.of("type", "LOOKS_LIKE", "id", "sha256:00");

    assertThat(
            emit(
                Map.of("model", Map.of("namespace", "d", "name", "m", "parents", List.of(parent)))))
        .singleElement()
        .asString()
        .contains("LOOKS_LIKE", "EdgeType");
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void refusesAWrongScalar() {
    assertThat(
            emit(Map.of("model", Map.of("namespace", "d", "name", "m", "contextLength", "long"))))
        .singleElement()
        .asString()
        .contains("'Int'");
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void refusesAWrongEmissionWrittenInTheDocument() {
    List<String> errors =
        errors(
            ExecutionInput.newExecutionInput(
                    """
                    mutation { record(input: {artifacts: [
                      {model: {namespace: "d", name: "m", colour: "red"}},
                      {deployment: {namespace: "d", name: "x", unhashed: OTHER}}
                    ]}) { changed } }
                    """)
                .build());

    assertThat(errors)
        .anyMatch(it -> it.contains("colour"))
        .anyMatch(it -> it.contains("unhashed"));
    assertThat(RESOLVED).hasValue(0);
  }

  @Test
  void answersFieldsOfAKindTyped() {
    List<String> errors =
        errors(
            ExecutionInput.newExecutionInput(
                    """
                    { artifact(id: "sha256:00") { name kind ... on Model { contextLength }
                        parents(first: 3) { nodes { type mutations { flavor ... on Quantization { bits } } } }
                        ancestors(filter: {maxDepth: 2, where: {not: {kinds: [PROMPT]}}}) { totalCount groups(by: KIND) { key count } }
                    } }
                    """)
                .build());

    assertThat(errors).noneMatch(it -> it.contains("Validation"));
  }

  private static List<String> emit(Map<String, Object> artifact) {
    return errors(
        ExecutionInput.newExecutionInput(RECORD)
            .variables(Map.of("input", Map.of("artifacts", List.of(artifact))))
            .build());
  }

  private static List<String> errors(ExecutionInput input) {
    return GRAPHQL.execute(input).getErrors().stream().map(GraphQLError::getMessage).toList();
  }
}
