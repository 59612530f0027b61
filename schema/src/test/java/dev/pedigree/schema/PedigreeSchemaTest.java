package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.Introspection;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PedigreeSchemaTest {
  private static final PedigreeSchema PEDIGREE = PedigreeSchema.load();
  private static final TypeDefinitionRegistry REGISTRY = PEDIGREE.registry();
  private static final GraphQLSchema SCHEMA =
      UnExecutableSchemaGenerator.makeUnExecutableSchema(PEDIGREE.registry());

  @Test
  void theSdlReadsBackAsItself() {
    TypeDefinitionRegistry read = new SchemaParser().parse(PEDIGREE.sdl());

    assertThat(UnExecutableSchemaGenerator.makeUnExecutableSchema(read).getAllTypesAsList())
        .extracting(GraphQLNamedType::getName)
        .containsExactlyInAnyOrderElementsOf(
            SCHEMA.getAllTypesAsList().stream().map(GraphQLNamedType::getName).toList());
  }

  @Test
  void everyPublishedElementIsDescribed() {
    List<String> silent = new ArrayList<>();
    for (GraphQLNamedType type : SCHEMA.getAllTypesAsList()) {
      if (!Introspection.isIntrospectionTypes(type)) {
        described(type).forEach(it -> addIfSilent(type.getName() + "." + it.getName(), it, silent));
      }
    }
    REGISTRY
        .getDirectiveDefinitions()
        .values()
        .forEach(
            directive -> {
              assertThat(directive.getDescription()).as(directive.getName()).isNotNull();
              assertThat(directive.getInputValueDefinitions())
                  .as(directive.getName())
                  .allMatch(it -> it.getDescription() != null);
            });

    assertThat(silent).isEmpty();
  }

  private static Stream<GraphQLNamedSchemaElement> described(GraphQLNamedType type) {
    Stream<? extends GraphQLNamedSchemaElement> parts =
        switch (type) {
          case GraphQLFieldsContainer fields ->
              fields.getFieldDefinitions().stream()
                  .flatMap(it -> Stream.concat(Stream.of(it), it.getArguments().stream()));
          case GraphQLInputObjectType input -> input.getFields().stream();
          case GraphQLEnumType words -> words.getValues().stream();
          default -> Stream.empty();
        };
    return Stream.concat(Stream.of(type), parts);
  }

  private static void addIfSilent(
      String path, GraphQLNamedSchemaElement element, List<String> silent) {
    String description = element.getDescription();
    if (description == null || description.isBlank()) {
      silent.add(path);
    }
  }

  @Test
  void mutationIsTheRootOperationAndNoTypeOfTheDomain() {
    assertThat(Objects.requireNonNull(SCHEMA.getMutationType()).getFieldDefinitions())
        .extracting(GraphQLFieldDefinition::getName)
        .containsExactly(
            "record",
            "amend",
            "putWebhook",
            "deleteWebhook",
            "redeliver",
            "promote",
            "quarantine",
            "release",
            "retract",
            "publishPolicy",
            "retirePolicy",
            "waive");
    assertThat(SCHEMA.getMutationType().getInterfaces()).isEmpty();
    assertThat(PEDIGREE.typeSystem().mutationTypes())
        .extracting(MutationType::typeName)
        .doesNotContain("Mutation");
    assertThat(PEDIGREE.typeSystem().kinds()).extracting(Kind::typeName).doesNotContain("Mutation");
  }

  @Test
  void asksTheQuestionsThatWork() {
    assertThat(SCHEMA.getQueryType().getFieldDefinitions())
        .extracting(GraphQLFieldDefinition::getName)
        .containsExactly(
            "node",
            "artifact",
            "artifactByName",
            "artifacts",
            "edge",
            "edges",
            "descendsFrom",
            "path",
            "commonAncestors",
            "lineageGraph",
            "lineageDiff",
            "journal",
            "head",
            "webhooks",
            "webhook",
            "graphDiff",
            "revisionAt",
            "policies",
            "policy",
            "evaluate",
            "ingestion",
            "kinds",
            "edgeTypes",
            "mutationKinds",
            "search");
  }

  @Test
  void everyKindHasTheFieldsOfArtifactFirst() {
    List<String> common =
        declared("Artifact", InterfaceTypeDefinition.class).getFieldDefinitions().stream()
            .map(FieldDefinition::getName)
            .toList();

    for (Kind kind : PEDIGREE.typeSystem().kinds()) {
      List<String> expected = new ArrayList<>(common);
      kind.fields().forEach(field -> expected.add(field.name()));
      assertThat(declared(kind.typeName(), ObjectTypeDefinition.class))
          .extracting(ObjectTypeDefinition::getFieldDefinitions)
          .extracting(it -> it.stream().map(FieldDefinition::getName).toList())
          .isEqualTo(expected);
    }
  }

  @Test
  void copiedFieldsKeepTheirArguments() {
    GraphQLFieldDefinition parents = SCHEMA.getObjectType("Model").getFieldDefinition("parents");

    assertThat(parents.getArguments())
        .extracting(GraphQLArgument::getName)
        .containsExactly("edgeTypes", "first", "after");
    assertThat(parents.getArgument("first").getArgumentDefaultValue().isSet()).isTrue();
  }

  @Test
  void inputsBeginWithTheCommonFields() {
    assertThat(inputFields("ModelInput"))
        .startsWith(
            "digest",
            "unhashed",
            "namespace",
            "name",
            "version",
            "createdAt",
            "description",
            "provenance",
            "owners",
            "labels",
            "checks",
            "parents",
            "architecture",
            "parameters",
            "activeParameters",
            "contextLength",
            "precision",
            "license");
    assertThat(inputFields("DeploymentInput"))
        .startsWith("digest", "namespace", "name", "version")
        .doesNotContain("unhashed");
    assertThat(inputFields("QuantizationInput"))
        .startsWith("description", "bits", "method", "groupSize");
  }

  @Test
  void oneOfInputsHaveAFieldForEachType() {
    assertThat(inputFields("ArtifactInput"))
        .containsExactlyElementsOf(
            PEDIGREE.typeSystem().kinds().stream().map(Kind::inputField).toList());
    assertThat(inputFields("MutationInput"))
        .containsExactlyElementsOf(
            PEDIGREE.typeSystem().mutationTypes().stream().map(MutationType::inputField).toList());
    assertThat(SCHEMA.getType("ArtifactInput"))
        .isInstanceOfSatisfying(
            GraphQLInputObjectType.class, it -> assertThat(it.isOneOf()).isTrue());
  }

  @Test
  void enumsHaveAValueForEachType() {
    assertThat(enumValues("ArtifactKind"))
        .containsExactlyElementsOf(PEDIGREE.typeSystem().kinds().stream().map(Kind::name).toList());
    assertThat(enumValues("MutationKind"))
        .containsExactlyElementsOf(
            PEDIGREE.typeSystem().mutationTypes().stream().map(MutationType::name).toList());
    assertThat(enumValues("Inheritance"))
        .containsExactlyElementsOf(Stream.of(Inheritance.values()).map(Enum::name).toList());
    assertThat(enumValues("MutationFlavor"))
        .containsExactlyElementsOf(Stream.of(MutationFlavor.values()).map(Enum::name).toList());
  }

  @Test
  void publishesNothingThatOnlyTheDeriverReads() {
    assertThat(PEDIGREE.sdl())
        .doesNotContain("@commonInput", "@contentOnly", "input CommonArtifactInput");
  }

  @Test
  void everyRegistryIsTheCallersOwn() {
    TypeDefinitionRegistry one = PEDIGREE.registry();
    one.remove(declared("Model", ObjectTypeDefinition.class));

    assertThat(PEDIGREE.registry().hasType("Model")).isTrue();
  }

  @Test
  void theListOfFilesIsComplete() throws IOException, URISyntaxException {
    URL list =
        Objects.requireNonNull(PedigreeSchema.class.getResource("/pedigree/schema/files.txt"));
    Path folder = Path.of(list.toURI()).resolveSibling(".").normalize();
    List<String> listed;
    try (InputStream in = list.openStream()) {
      listed = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(it -> it.toString().endsWith(".graphqls")))
          .extracting(it -> folder.relativize(it).toString().replace('\\', '/'))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  private static <T extends TypeDefinition<?>> T declared(String name, Class<T> sort) {
    return sort.cast(Objects.requireNonNull(REGISTRY.types().get(name)));
  }

  private static List<String> inputFields(String type) {
    return declared(type, InputObjectTypeDefinition.class).getInputValueDefinitions().stream()
        .map(InputValueDefinition::getName)
        .toList();
  }

  private static List<String> enumValues(String type) {
    return ((GraphQLEnumType) Objects.requireNonNull(SCHEMA.getType(type)))
        .getValues().stream().map(GraphQLEnumValueDefinition::getName).toList();
  }
}
