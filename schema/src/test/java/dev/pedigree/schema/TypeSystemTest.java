package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeSystemTest {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();

  @Test
  void listsKindsInTheOrderOfTheContract() {
    assertThat(TYPES.kinds())
        .extracting(Kind::name)
        .containsExactly(
            "CORPUS",
            "DATASET",
            "MODEL",
            "CHECKPOINT",
            "ADAPTER",
            "TOKENIZER",
            "PROMPT",
            "EVAL_SUITE",
            "EVAL_RUN",
            "INDEX",
            "CODE",
            "DEPLOYMENT");
  }

  @Test
  void listsMutationsInTheOrderOfTheContract() {
    assertThat(TYPES.mutationTypes())
        .extracting(MutationType::name)
        .containsExactly(
            "CONTINUED_TRAINING",
            "SUPERVISED_FINE_TUNING",
            "PREFERENCE_TUNING",
            "PRUNING",
            "LAYER_FREEZING",
            "ADAPTER_MERGE",
            "WEIGHT_MERGE",
            "QUANTIZATION",
            "DISTILLATION",
            "VOCABULARY_EXTENSION",
            "FILTERING",
            "DEDUPLICATION",
            "LABELING",
            "AUGMENTATION",
            "SAMPLING",
            "EDIT");
  }

  @Test
  void numbersTypesInTheirOrder() {
    assertThat(TYPES.kinds()).allMatch(it -> TYPES.kinds().get(it.ordinal()).equals(it));
    assertThat(TYPES.edgeTypes()).allMatch(it -> TYPES.edgeTypes().get(it.ordinal()).equals(it));
    assertThat(TYPES.mutationTypes())
        .allMatch(it -> TYPES.mutationTypes().get(it.ordinal()).equals(it));
  }

  @Test
  void findsTypesByNameAndInputField() {
    Kind suite = TYPES.kind("EVAL_SUITE").orElseThrow();
    MutationType merge = TYPES.mutationType("WEIGHT_MERGE").orElseThrow();

    assertThat(suite.typeName()).isEqualTo("EvalSuite");
    assertThat(TYPES.kindOfInputField("evalSuite")).containsSame(suite);
    assertThat(merge.flavor()).isEqualTo(MutationFlavor.RECOMBINATION);
    assertThat(TYPES.mutationTypeOfInputField("weightMerge")).containsSame(merge);
    assertThat(TYPES.kind("EvalSuite")).isEmpty();
    assertThat(TYPES.edgeType("LOOKS_LIKE")).isEmpty();
    assertThat(TYPES.mutationType("")).isEmpty();
  }

  @Test
  void knowsWhichKindsHaveContent() {
    assertThat(TYPES.kinds())
        .filteredOn(it -> !it.content())
        .extracting(Kind::name)
        .containsExactly("EVAL_RUN", "INDEX", "DEPLOYMENT");
  }

  @Test
  void readsAFieldWithItsConstraints() {
    Field bits = TYPES.mutationType("QUANTIZATION").orElseThrow().fields().getFirst();

    assertThat(bits)
        .isEqualTo(
            new Field(
                "bits",
                FieldType.Scalar.INT,
                true,
                "How many bits a weight has now.",
                new Field.Range(1, 32),
                null,
                0,
                Field.DEFAULT_MAX_LENGTH,
                null));
  }

  @Test
  void hasTheVersionOfItsSdl() {
    assertThat(TYPES.version())
        .matches("[0-9a-f]{16}")
        .isEqualTo(PedigreeSchema.load().typeSystem().version());
  }

  @ParameterizedTest
  @CsvSource({
    "Model, MODEL, model",
    "EvalSuite, EVAL_SUITE, evalSuite",
    "SupervisedFineTuning, SUPERVISED_FINE_TUNING, supervisedFineTuning",
    "LLMJudge, LLM_JUDGE, llmJudge",
    "Robot2Policy, ROBOT2_POLICY, robot2Policy"
  })
  void formsNames(String typeName, String enumValue, String inputField) {
    DomainName name = new DomainName(typeName);

    assertThat(name.enumValue()).isEqualTo(enumValue);
    assertThat(name.inputField()).isEqualTo(inputField);
  }
}
