package dev.pedigree.graph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.journal.Fact;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ready policies about weights find, and what they leave alone. */
class WeightPoliciesTest {
  @Nested
  class LicenceAlongWeights {
    private final ReadyPolicy policy = new ReadyPolicy("licence-along-weights");

    @ParameterizedTest
    @CsvSource({
      "apache-2.0, true",
      "Apache-2.0, true",
      "MIT, true",
      "BSD-3-Clause, true",
      "cc-by-4.0, true",
      "cc-by-nc-4.0, false",
      "apache-2x0, false",
      "not mit, false",
      "mit AND proprietary, false",
      "'', false",
      ", false"
    })
    void takesLicencesThatAllowServing(@Nullable String licence, boolean passes) {
      Given base = Given.model("base");
      policy.record(licence == null ? base : base.attribute("license", licence));

      policy.record(Given.model("m").parent("FINE_TUNED_FROM", "base"));

      assertThat(policy.offenders("m")).isEqualTo(passes ? List.of() : List.of("base"));
      assertThat(policy.verdict("m").allowed()).isEqualTo(passes);
    }

    @Test
    void saysThatALicenceIsNotKnown() {
      policy.record(Given.model("base"), Given.model("m").parent("FINE_TUNED_FROM", "base"));

      assertThat(policy.messages("m"))
          .singleElement()
          .asString()
          .startsWith("its licence is not known to allow serving (not decided: ");
    }

    @Test
    void takesTheLicenceThatIsInForceNow() {
      policy.record(
          Given.model("base").attribute("license", "mit"),
          Given.model("m").parent("FINE_TUNED_FROM", "base"));
      assertThat(policy.offenders("m")).isEmpty();

      policy.append(
          new Fact.ArtifactAmended(
              Given.id("base"),
              List.of(),
              List.of(),
              null,
              null,
              "{\"license\":\"proprietary\"}",
              null,
              null));

      assertThat(policy.offenders("m")).containsExactly("base");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "m QUANTIZED_FROM open, open FINE_TUNED_FROM closed | closed",
          "m MERGED_FROM open, m MERGED_FROM closed | closed",
          "m REVISED_FROM closed | closed",
          "a ADAPTER_OF closed, m MERGED_FROM a | a closed",
          "m DISTILLED_FROM closed | ''",
          "m FINE_TUNED_FROM open, open DISTILLED_FROM closed | ''",
          "m TRAINED_ON d, d GENERATED_BY closed | ''",
          "m TRAINED_ON d | ''",
          "m CONTINUED_FROM k, k FINE_TUNED_FROM open | ''",
          "m CONTINUED_FROM k, k FINE_TUNED_FROM closed | closed",
          "m CONTINUED_FROM k | k"
        })
    void followsWeightsAndNothingElse(String edges, String offenders) {
      policy.record(
          Given.model("open").attribute("license", "mit"),
          Given.model("closed").attribute("license", "proprietary"),
          Given.of("CHECKPOINT", "k"),
          Given.of("ADAPTER", "a"),
          Given.of("DATASET", "d").attribute("license", "proprietary"),
          Given.model("m").attribute("license", "proprietary"));

      policy.join(edges);

      assertThat(String.join(" ", policy.offenders("m"))).isEqualTo(offenders);
    }

    @Test
    void asksADeploymentForTheLicencesOfWhatItServes() {
      policy.record(
          Given.model("closed"),
          Given.of("PROMPT", "p"),
          Given.of("DEPLOYMENT", "inner").parent("SERVES", "closed"),
          Given.of("DEPLOYMENT", "api").parent("SERVES", "inner").parent("SERVES", "p"));

      assertThat(policy.offenders("api")).containsExactly("closed");
    }
  }

  @Nested
  class OpaqueWeights {
    private final ReadyPolicy policy = new ReadyPolicy("opaque-weights");

    @ParameterizedTest
    @CsvSource({
      "0.5 0.5, false",
      "0.75 ?, false",
      "0.74 ?, true",
      "0.12 0.21 0.21 0.21 ?, false",
      "0.5 0.2 ?, true",
      "? ?, true",
      "0.9 ?, false",
      "1 ?, false",
      "?, false"
    })
    void findsMoreThanAQuarterOfUnknownShares(String shares, boolean opaque) {
      Given merged = Given.model("merged");
      String[] each = shares.split(" ", -1);
      for (int i = 0; i < each.length; i++) {
        policy.record(Given.model("p" + i));
        merged.parent("MERGED_FROM", "p" + i, each[i].equals("?") ? null : Double.valueOf(each[i]));
      }

      policy.record(merged, Given.model("tuned").parent("FINE_TUNED_FROM", "merged"));

      List<String> expected = opaque ? List.of("merged") : List.of();
      assertThat(policy.offenders("merged")).isEqualTo(expected);
      assertThat(policy.offenders("tuned")).isEqualTo(expected);
      assertThat(policy.verdict("merged").allowed()).isTrue();
    }

    @Test
    void asksWhatADeploymentServesAndNotHowMuchOfEach() {
      policy.record(
          Given.model("a"),
          Given.model("b"),
          Given.of("TOKENIZER", "t"),
          Given.of("PROMPT", "p"),
          Given.model("merged").parent("MERGED_FROM", "a").parent("MERGED_FROM", "b"),
          Given.of("DEPLOYMENT", "clear").parent("SERVES", "a").parent("SERVES", "t"),
          Given.of("DEPLOYMENT", "api").parent("SERVES", "merged").parent("SERVES", "p"));

      assertThat(policy.offenders("clear")).isEmpty();
      assertThat(policy.offenders("api")).containsExactly("merged");
    }

    @Test
    void leavesAloneWhatIsNotMadeOfOtherWeights() {
      policy.record(
          Given.model("a"),
          Given.model("b"),
          Given.model("student").parent("DISTILLED_FROM", "a").parent("DISTILLED_FROM", "b"));

      assertThat(policy.offenders("student")).isEmpty();
    }
  }

  @Nested
  class BaseModelAge {
    private final ReadyPolicy policy = new ReadyPolicy("base-model-age");

    private Given aged(String kind, String content, int days) {
      return Given.of(kind, content).createdAt(ReadyPolicy.NOW.minus(Duration.ofDays(days)));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "364, true", "365, false", "4000, false"})
    void warnsOfABaseModelOfAYear(int days, boolean young) {
      policy.record(
          aged("MODEL", "base", days), Given.model("m").parent("FINE_TUNED_FROM", "base"));

      List<String> expected = young ? List.of() : List.of("base");
      assertThat(policy.offenders("m")).isEqualTo(expected);
      assertThat(policy.offenders("base")).isEqualTo(expected);
      assertThat(policy.verdict("m").allowed()).isTrue();
    }

    @Test
    void warnsOfAnAgeThatIsNotKnown() {
      policy.record(Given.model("base"), Given.model("m").parent("FINE_TUNED_FROM", "base"));

      assertThat(policy.offenders("m")).containsExactly("base");
      assertThat(policy.messages("m"))
          .singleElement()
          .asString()
          .startsWith("is a base model of a year or more (not decided: ");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "MODEL | x QUANTIZED_FROM tuned, tuned FINE_TUNED_FROM old | old",
          "MODEL | x CONTINUED_FROM k | k",
          "ADAPTER | x ADAPTER_OF old | old",
          "DEPLOYMENT | x SERVES tuned, tuned FINE_TUNED_FROM old | old",
          "PROMPT | x TUNED_FOR tuned, tuned FINE_TUNED_FROM old | old",
          // an old model, but of a young base
          "MODEL | x FINE_TUNED_FROM tuned, tuned FINE_TUNED_FROM young | ''",
          // no base of it
          "MODEL | x FINE_TUNED_FROM young, x DISTILLED_FROM old | ''",
          "MODEL | x FINE_TUNED_FROM young, x TRAINED_ON d, d GENERATED_BY old | ''",
          "INDEX | x EMBEDDED_WITH old | ''"
        })
    void looksForTheBaseUpTheWeights(String kind, String edges, String offenders) {
      policy.record(
          aged("MODEL", "old", 800),
          aged("MODEL", "young", 10),
          aged("CHECKPOINT", "k", 800),
          aged("MODEL", "tuned", 500),
          Given.of("DATASET", "d"),
          aged(kind, "x", 1));

      policy.join(edges);

      assertThat(String.join(" ", policy.offenders("x"))).isEqualTo(offenders);
    }
  }

  @Nested
  class SelfTraining {
    private final ReadyPolicy policy = new ReadyPolicy("self-training");

    @BeforeEach
    void recordModelsAndData() {
      policy.record(
          Given.model("base"),
          Given.model("other"),
          Given.model("tuned"),
          Given.model("m"),
          Given.of("ADAPTER", "a"),
          Given.of("CHECKPOINT", "k"),
          Given.of("DEPLOYMENT", "api"),
          Given.of("DEPLOYMENT", "router"),
          Given.of("INDEX", "index"),
          Given.corpus("c"),
          Given.of("DATASET", "d1"),
          Given.of("DATASET", "d2"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY base",
          "m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 DERIVED_FROM d2, d2 DERIVED_FROM c, c GENERATED_BY base",
          "m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 REVISED_FROM d2, d2 GENERATED_BY base",
          "m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 DERIVED_FROM index, index INDEXES d2, d2 GENERATED_BY base",
          "m QUANTIZED_FROM tuned, tuned FINE_TUNED_FROM k, k CONTINUED_FROM base, tuned TRAINED_ON d1, d1 GENERATED_BY base",
          "m MERGED_FROM a, a ADAPTER_OF base, a TRAINED_ON d1, d1 GENERATED_BY base",
          "m REVISED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY base",
          "m REVISED_FROM tuned, tuned PRUNED_FROM base, tuned TRAINED_ON d1, d1 GENERATED_BY base",
          "m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY api, api SERVES router, router SERVES base"
        })
    void findsTheLoop(String edges) {
      policy.join(edges);

      assertThat(policy.offenders("m")).containsExactly("base");
      assertThat(policy.verdict("m").allowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY other",
          "m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY api, api SERVES other",
          "m FINE_TUNED_FROM base, m TRAINED_ON d1",
          // the same base, but nothing of its weights
          "m FINE_TUNED_FROM base, other FINE_TUNED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY other",
          // a student of the same teacher
          "m DISTILLED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY base",
          // measured by its own words, and not trained on them
          "m FINE_TUNED_FROM base, m CALIBRATED_ON d1, d1 GENERATED_BY base",
          // the teacher trained itself, and is not inherited from
          "m DISTILLED_FROM tuned, tuned FINE_TUNED_FROM base, tuned TRAINED_ON d1, d1 GENERATED_BY base"
        })
    void leavesAloneWhatOthersWrote(String edges) {
      policy.join(edges);

      assertThat(policy.offenders("m")).isEmpty();
    }

    @Test
    void findsItInAnAdapterAndNotInWhatWroteTheData() {
      policy.join("a ADAPTER_OF base, a TRAINED_ON d1, d1 GENERATED_BY base");

      assertThat(policy.offenders("a")).containsExactly("base");
      assertThat(policy.offenders("base")).isEmpty();
    }

    @Test
    void forgetsDataThatWasRetracted() {
      policy.join("m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 GENERATED_BY base");

      policy.append(new Fact.ArtifactRetracted(Given.id("d1"), "it was not used"));

      assertThat(policy.offenders("m")).isEmpty();
    }
  }
}
