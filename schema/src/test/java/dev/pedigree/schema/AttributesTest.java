package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();

  @Test
  void acceptsWhatTheKindDeclares() {
    Map<String, Object> values =
        Map.of(
            "architecture",
            "LlamaForCausalLM",
            "parameters",
            7_000_000_000L,
            "contextLength",
            8192,
            "languages",
            List.of("en", "pt-BR"),
            "knowledgeCutoff",
            "2026-01-31T00:00:00+02:00");

    assertThat(problems("MODEL", values)).isEmpty();
    assertThat(problems("MODEL", Map.of())).isEmpty();
  }

  @Test
  void acceptsNumbersOfEveryClass() {
    for (Object number :
        List.of(8, 8L, 8.0, new BigDecimal("8.0"), new BigDecimal("8e0"), BigInteger.valueOf(8))) {
      assertThat(problems("MODEL", Map.of("contextLength", number, "parameters", number)))
          .as("%s %s", number.getClass(), number)
          .isEmpty();
    }
  }

  @Test
  void namesAnUnknownFieldAndTheKnownOnes() {
    assertThat(problems("CODE", Map.of("architecture", "x")))
        .singleElement()
        .asString()
        .startsWith("architecture: unknown field (expected: one of repository, commit, ref,");
  }

  @Test
  void namesAMissingField() {
    Map<String, @Nullable Object> explicitNull = new HashMap<>();
    explicitNull.put("bits", null);

    assertThat(mutationProblems("QUANTIZATION", Map.of("method", "awq")))
        .containsExactly("bits: missing (expected: an integer of 32 bits)");
    assertThat(mutationProblems("QUANTIZATION", explicitNull))
        .containsExactly("bits: missing (expected: an integer of 32 bits)");
  }

  @Test
  void takesANullForAFieldThatIsNotGiven() {
    assertThat(problems("MODEL", Collections.singletonMap("license", null))).isEmpty();
  }

  @Test
  void refusesAWrongType() {
    assertThat(problems("MODEL", Map.of("architecture", 3)))
        .containsExactly("architecture: 3 (expected: a text)");
    assertThat(problems("MODEL", Map.of("parameters", "7B")))
        .containsExactly("parameters: \"7B\" (expected: a number)");
    assertThat(problems("MODEL", Map.of("languages", "en")))
        .containsExactly("languages: \"en\" (expected: a list, each a text)");
    assertThat(problems("CODE", Map.of("dirty", "false")))
        .containsExactly("dirty: \"false\" (expected: true or false)");
    assertThat(problems("MODEL", Map.of("license", Map.of("a", 1))))
        .containsExactly("license: an object of 1 fields (expected: a text)");
  }

  @Test
  void refusesNumbersThatAreNot() {
    for (Object number : List.of(Double.NaN, Double.POSITIVE_INFINITY, new BigDecimal("1e400"))) {
      assertThat(problems("MODEL", Map.of("parameters", number)))
          .containsExactly("parameters: " + number + " (expected: a number)");
    }
  }

  @Test
  void refusesIntegersThatDoNotFit() {
    for (Object number :
        List.of(
            1L << 31,
            1.5,
            new BigDecimal("1.5"),
            new BigDecimal("1e1000000000"),
            new BigDecimal("1e-1000000000"),
            BigInteger.TWO.pow(100_000))) {
      assertThat(problems("MODEL", Map.of("contextLength", number)))
          .singleElement()
          .asString()
          .hasSizeLessThan(120)
          .endsWith("(expected: an integer of 32 bits)");
    }
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThat(mutationProblems("QUANTIZATION", Map.of("bits", 64)))
        .containsExactly("bits: 64 (expected: 1 to 32)");
    assertThat(problems("MODEL", Map.of("parameters", -1)))
        .containsExactly("parameters: -1 (expected: 0 or more)");
    assertThat(mutationProblems("PRUNING", Map.of("layers", List.of(0, 3, -2))))
        .containsExactly("layers[2]: -2 (expected: 0 or more)");
  }

  @Test
  void refusesWhatDoesNotMatch() {
    assertThat(problems("MODEL", Map.of("languages", Arrays.asList("en", "english!", null))))
        .containsExactly(
            "languages[1]: \"english!\" (expected: a text that matches"
                + " [A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)",
            "languages[2]: null (expected: a text)");
  }

  @Test
  void refusesLongTextsAndShowsTheirBeginning() {
    String huge = "x".repeat(10_000_000);

    assertThat(problems("MODEL", Map.of("license", huge)))
        .containsExactly(
            "license: \""
                + "x".repeat(60)
                + "… (10000000 characters)\" (expected: at most 500 characters)");
    assertThat(problems("MODEL", Map.of("location", huge)))
        .singleElement()
        .asString()
        .endsWith("(expected: at most 4096 characters)");
    assertThat(problems("MODEL", Map.of(huge, 1))).singleElement().asString().hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\uD83D", "\uDE00a"})
  void refusesTextsThatWouldNotComeBack(String text) {
    assertThat(problems("MODEL", Map.of("license", text)))
        .singleElement()
        .asString()
        .endsWith("(expected: no U+0000 and no half of a surrogate pair)")
        .matches("[^\\p{Cntrl}]*");
    assertThat(problems("EVAL_RUN", Map.of("scores", Map.of(text, 1)))).hasSize(1);
  }

  @Test
  void acceptsAnyScript() {
    assertThat(problems("PROMPT", Map.of("template", "Fasse zusammen:\n\t{{text}} 😀 要約")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-01",
        "2026-10-01T12:00Z",
        "2026-10-01T12:00:00",
        "2026-02-30T00:00:00Z",
        "2026-10-01 12:00:00Z",
        "yesterday",
        ""
      })
  void refusesTimesThatAreNotRfc3339(String text) {
    assertThat(problems("DEPLOYMENT", Map.of("startedAt", text))).hasSize(1);
  }

  @Test
  void checksDigests() {
    String hex = "0123456789abcdef".repeat(4);

    assertThat(problems("CODE", Map.of("imageDigest", "sha256:" + hex))).isEmpty();
    assertThat(problems("CODE", Map.of("imageDigest", hex))).hasSize(1);
    assertThat(
            problems(
                "CODE", Map.of("imageDigest", "sha256:" + hex.toUpperCase(java.util.Locale.ROOT))))
        .hasSize(1);
  }

  @Test
  void limitsHowDeepJsonNests() {
    Object nested = 1;
    for (int level = 0; level < 32; level++) {
      nested = List.of(nested);
    }

    assertThat(problems("EVAL_RUN", Map.of("scores", nested))).isEmpty();
    assertThat(problems("EVAL_RUN", Map.of("scores", List.of(nested)))).hasSize(1);
  }

  @Test
  void findsEveryViolation() {
    Map<String, Object> values = Map.of("bits", "4", "groupSize", 0, "colour", "red");

    assertThat(mutationProblems("QUANTIZATION", values)).hasSize(3);
  }

  @Test
  void refusesKindsOfNoTypeSystem() {
    Kind stranger =
        new Kind(
            "STRANGER",
            "Stranger",
            "stranger",
            null,
            true,
            null,
            java.util.Set.of(),
            List.of(),
            List.of(),
            "",
            0);

    assertThatThrownBy(() -> TYPES.attributes().check(stranger, Map.of()))
        .hasMessage("STRANGER (expected: a type of this type system)");
  }

  private static List<String> problems(
      String kind, Map<String, ? extends @Nullable Object> values) {
    return TYPES.attributes().check(TYPES.kind(kind).orElseThrow(), values).stream()
        .map(Violation::message)
        .toList();
  }

  private static List<String> mutationProblems(
      String mutation, Map<String, ? extends @Nullable Object> values) {
    return TYPES.attributes().check(TYPES.mutationType(mutation).orElseThrow(), values).stream()
        .map(Violation::message)
        .toList();
  }
}
