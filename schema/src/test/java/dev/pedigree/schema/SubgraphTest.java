package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Directive;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.TypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SubgraphTest {
  private static final String ROBOT =
      """
      "Steers a robot."
      type Robot implements Artifact @kind(content: true) @tag(name: "internal") {
        "How often it decides, in hertz."
        rate: Int! @range(min: 1) @shareable @tag(name: "fast") @override(from: "robots")
        "Who built it. Null: not known."
        builder: String @inaccessible
      }
      """;
  private static final PedigreeSchema SCHEMA =
      PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", ROBOT)));

  @Test
  void linksFederationAndDeclaresNoneOfItsDirectives() {
    String sdl = SCHEMA.subgraphSdl();

    assertThat(sdl)
        .startsWith(
            "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.9\", import:"
                + " [\"@inaccessible\", \"@key\", \"@override\", \"@shareable\", \"@tag\"])\n")
        .contains("directive @oneOf on INPUT_OBJECT", "directive @range(")
        .doesNotContain("directive @key", "directive @shareable", "directive @tag")
        .doesNotContain("directive @inaccessible", "directive @override", "_entities", "_service");
  }

  @Test
  void artifactsOfEveryKindHaveTheKeysOfTheInterface() {
    TypeDefinitionRegistry types = new SchemaParser().parse(SCHEMA.subgraphSdl());
    List<String> keys = List.of("id", "namespace name version");

    assertThat(keys(type(types, "Artifact", InterfaceTypeDefinition.class).getDirectives("key")))
        .isEqualTo(keys);
    for (Kind kind : SCHEMA.typeSystem().kinds()) {
      assertThat(keys(object(types, kind.typeName()).getDirectives("key")))
          .as(kind.typeName())
          .isEqualTo(keys);
    }
    assertThat(keys(object(types, "Edge").getDirectives("key"))).containsExactly("id");
    assertThat(object(types, "PageInfo").hasDirective("shareable")).isTrue();
  }

  @Test
  void whatAnOrganisationSaysOfItsKindsToAFederatedGraphIsKeptForAnswers() {
    TypeDefinitionRegistry types = new SchemaParser().parse(SCHEMA.subgraphSdl());
    ObjectTypeDefinition robot = object(types, "Robot");

    assertThat(robot.hasDirective("tag")).isTrue();
    assertThat(robot.getFieldDefinitions())
        .filteredOn(it -> it.getName().equals("rate"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.getDirectives())
                    .extracting(Directive::getName)
                    .containsExactly("range", "shareable", "tag", "override"));
    assertThat(
            type(types, "RobotInput", InputObjectTypeDefinition.class).getInputValueDefinitions())
        .filteredOn(it -> it.getName().equals("rate"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.getDirectives())
                    .extracting(Directive::getName)
                    .containsExactly("range", "tag"));
  }

  private static <T extends TypeDefinition<T>> T type(
      TypeDefinitionRegistry types, String name, Class<T> sort) {
    return Objects.requireNonNull(types.getTypeOrNull(name, sort));
  }

  private static ObjectTypeDefinition object(TypeDefinitionRegistry types, String name) {
    return type(types, name, ObjectTypeDefinition.class);
  }

  private static List<String> keys(List<Directive> directives) {
    return directives.stream()
        .map(it -> ((StringValue) it.getArgument("fields").getValue()).getValue())
        .toList();
  }
}
