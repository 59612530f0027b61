package dev.pedigree.schema;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table is written out here a second time, so that a slip in the SDL does not go unseen. */
class JoinTableTest {
  private static final String WEIGHTS = "MODEL CHECKPOINT ADAPTER";
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();

  private record Row(String type, String children, String parents, String inherits) {}

  private static final List<Row> TABLE =
      List.of(
          new Row("TRAINED_ON", WEIGHTS + " TOKENIZER", "CORPUS DATASET", "DATA"),
          new Row("FINE_TUNED_FROM", WEIGHTS, WEIGHTS, "WEIGHTS VOCABULARY"),
          new Row("CONTINUED_FROM", WEIGHTS, WEIGHTS, "WEIGHTS VOCABULARY"),
          new Row("ADAPTER_OF", "ADAPTER", "MODEL CHECKPOINT", "WEIGHTS VOCABULARY"),
          new Row("MERGED_FROM", WEIGHTS, WEIGHTS, "WEIGHTS"),
          new Row("DISTILLED_FROM", WEIGHTS, WEIGHTS + " DEPLOYMENT", "BEHAVIOUR"),
          new Row("QUANTIZED_FROM", WEIGHTS, WEIGHTS, "WEIGHTS VOCABULARY"),
          new Row("CALIBRATED_ON", WEIGHTS, "CORPUS DATASET", "DATA"),
          new Row("PRUNED_FROM", WEIGHTS, WEIGHTS, "WEIGHTS VOCABULARY"),
          new Row("TOKENIZED_WITH", "MODEL CHECKPOINT CORPUS DATASET", "TOKENIZER", "VOCABULARY"),
          new Row(
              "PROMPTED_BY", "CORPUS DATASET EVAL_RUN DEPLOYMENT INDEX", "PROMPT", "INSTRUCTIONS"),
          new Row("TUNED_FOR", "PROMPT ADAPTER", "MODEL CHECKPOINT DEPLOYMENT", "BEHAVIOUR"),
          new Row(
              "GENERATED_BY",
              "CORPUS DATASET PROMPT EVAL_SUITE",
              WEIGHTS + " DEPLOYMENT",
              "BEHAVIOUR"),
          new Row(
              "DERIVED_FROM",
              "CORPUS DATASET PROMPT EVAL_SUITE INDEX",
              "CORPUS DATASET PROMPT EVAL_SUITE INDEX",
              "DATA"),
          new Row("EVALUATED_AGAINST", "EVAL_RUN", "EVAL_SUITE CORPUS DATASET", "SELECTION"),
          new Row("EVALUATES", "EVAL_RUN", WEIGHTS + " PROMPT DEPLOYMENT INDEX", "BEHAVIOUR"),
          new Row(
              "CURRICULUM_FROM", WEIGHTS + " CORPUS DATASET", "EVAL_SUITE EVAL_RUN", "SELECTION"),
          new Row("INDEXES", "INDEX", "CORPUS DATASET", "DATA"),
          new Row("EMBEDDED_WITH", "INDEX", "MODEL CHECKPOINT DEPLOYMENT", "BEHAVIOUR"),
          new Row("RETRIEVES_FROM", "DEPLOYMENT EVAL_RUN", "INDEX CORPUS DATASET", "DATA"),
          new Row(
              "SERVES",
              "DEPLOYMENT",
              WEIGHTS + " PROMPT INDEX TOKENIZER DEPLOYMENT",
              "WEIGHTS BEHAVIOUR"));

  @Test
  void joinsExactlyTheKindsOfTheTable() {
    for (Row row : TABLE) {
      EdgeType type = TYPES.edgeType(row.type()).orElseThrow();

      for (Kind child : TYPES.kinds()) {
        for (Kind parent : TYPES.kinds()) {
          boolean expected =
              words(row.children()).contains(child.name())
                  && words(row.parents()).contains(parent.name());
          assertThat(type.joins(child, parent))
              .as("%s joins %s to %s", type, child, parent)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void inheritsWhatTheTableSays() {
    for (Row row : TABLE) {
      EdgeType type = TYPES.edgeType(row.type()).orElseThrow();

      for (Kind child : type.children()) {
        assertThat(names(type.inheritedAlong(child)))
            .as("inherited by %s along %s", child, type)
            .isEqualTo(words(row.inherits()));
      }
    }
  }

  @Test
  void buildsAnythingWithCodeOnly() {
    EdgeType builtWith = TYPES.edgeType("BUILT_WITH").orElseThrow();

    for (Kind child : TYPES.kinds()) {
      for (Kind parent : TYPES.kinds()) {
        assertThat(builtWith.joins(child, parent)).isEqualTo(parent.name().equals("CODE"));
      }
      assertThat(builtWith.inheritedAlong(child)).containsExactly(Inheritance.CODE);
    }
  }

  @Test
  void revisesOnlyWithinAFamily() {
    EdgeType revisedFrom = TYPES.edgeType("REVISED_FROM").orElseThrow();
    List<Set<String>> families = List.of(words(WEIGHTS), words("CORPUS DATASET EVAL_SUITE"));

    for (Kind child : TYPES.kinds()) {
      for (Kind parent : TYPES.kinds()) {
        boolean expected =
            child.name().equals(parent.name())
                || families.stream()
                    .anyMatch(it -> it.contains(child.name()) && it.contains(parent.name()));
        assertThat(revisedFrom.joins(child, parent))
            .as("%s revises %s", child, parent)
            .isEqualTo(expected);
        assertThat(TYPES.sameFamily(child, parent)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MODEL, WEIGHTS VOCABULARY",
    "CHECKPOINT, WEIGHTS VOCABULARY",
    "ADAPTER, WEIGHTS VOCABULARY",
    "CORPUS, DATA",
    "DATASET, DATA",
    "EVAL_SUITE, DATA",
    "TOKENIZER, VOCABULARY",
    "PROMPT, INSTRUCTIONS",
    "EVAL_RUN, SELECTION",
    "INDEX, DATA",
    "CODE, CODE",
    "DEPLOYMENT, BEHAVIOUR"
  })
  void passesOnToARevisionWhatTheFamilyHas(String kind, String inherited) {
    EdgeType revisedFrom = TYPES.edgeType("REVISED_FROM").orElseThrow();

    Set<Inheritance> along = revisedFrom.inheritedAlong(TYPES.kind(kind).orElseThrow());

    assertThat(names(along)).isEqualTo(words(inherited));
  }

  @Test
  void joinsNodesByAnyOfTheirKinds() {
    EdgeType againstSuite = TYPES.edgeType("CURRICULUM_FROM").orElseThrow();

    assertThat(againstSuite.joins(kinds("MODEL"), kinds("DATASET"))).isFalse();
    assertThat(againstSuite.joins(kinds("MODEL"), kinds("DATASET EVAL_SUITE"))).isTrue();
    assertThat(againstSuite.joins(kinds("PROMPT"), kinds("DATASET EVAL_SUITE"))).isFalse();
    assertThat(againstSuite.joins(Set.of(), kinds("EVAL_SUITE"))).isFalse();
  }

  @Test
  void knowsTheEdgeTypesOfTheTableAndNoOthers() {
    Set<String> expected =
        Stream.concat(TABLE.stream().map(Row::type), Stream.of("BUILT_WITH", "REVISED_FROM"))
            .collect(toUnmodifiableSet());

    assertThat(TYPES.edgeTypes())
        .extracting(EdgeType::name)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Set<Kind> kinds(String names) {
    return words(names).stream()
        .map(name -> TYPES.kind(name).orElseThrow())
        .collect(toUnmodifiableSet());
  }

  private static Set<String> names(Set<Inheritance> inherited) {
    return inherited.stream().map(Enum::name).collect(toUnmodifiableSet());
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }
}
