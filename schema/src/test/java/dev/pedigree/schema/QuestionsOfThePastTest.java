package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The graph can be asked about as it stood at any revision. */
class QuestionsOfThePastTest {
  /** What a revision is told by: one of these arguments, or a filter that has {@code asOf}. */
  private static final Set<String> REVISIONS = Set.of("asOf", "to", "filter");

  /** What is about the present by its nature, or about all revisions. */
  private static final Set<String> OF_NO_REVISION =
      Set.of(
          "search",
          "head",
          "kinds",
          "edgeTypes",
          "mutationKinds",
          "journal",
          "revisionAt",
          "webhooks",
          "webhook");

  @Test
  void everyQuestionTakesARevision() {
    TypeDefinitionRegistry types = new SchemaParser().parse(PedigreeSchema.load().sdl());
    ObjectTypeDefinition query =
        Objects.requireNonNull(types.getTypeOrNull("Query", ObjectTypeDefinition.class));

    List<String> without =
        query.getFieldDefinitions().stream()
            .filter(field -> arguments(field).noneMatch(REVISIONS::contains))
            .map(FieldDefinition::getName)
            .filter(name -> !OF_NO_REVISION.contains(name))
            .toList();

    assertThat(query.getFieldDefinitions()).hasSizeGreaterThan(20);
    assertThat(without).isEmpty();
  }

  private static Stream<String> arguments(FieldDefinition field) {
    return field.getInputValueDefinitions().stream().map(InputValueDefinition::getName);
  }
}
