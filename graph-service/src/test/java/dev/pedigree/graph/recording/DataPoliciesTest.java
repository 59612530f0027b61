package dev.pedigree.graph.recording;

import static dev.pedigree.graph.artifact.Stage.PRODUCTION;
import static dev.pedigree.graph.artifact.Stage.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the ready policies about data and sources find, and what they leave alone. */
class DataPoliciesTest {
  @Nested
  class PiiFilter {
    private final ReadyPolicy policy = new ReadyPolicy("pii-filter");

    @ParameterizedTest
    @CsvSource({
      "'', false",
      "PASSED 2, false",
      "PASSED 3, true",
      "PASSED 17, true",
      "'PASSED 3, FAILED 4', false",
      "'FAILED 3, PASSED 4', true",
      "'FAILED 4, PASSED 3', false",
      "'PASSED 3, FAILED 3', false",
      "'PASSED 3, REVOKED 3', false",
      "'PASSED 2, PASSED 3, REVOKED 3', false",
      "'PASSED 3, FAILED 4, REVOKED 4', true"
    })
    void takesTheHighestVersionThatIsNotRevoked(String marks, boolean passes) {
      policy.record(Given.corpus("c"), Given.model("m").parent("TRAINED_ON", "c"));

      policy.check("c", "pii-filter", marks);

      assertThat(policy.offenders("m")).isEqualTo(passes ? List.of() : List.of("c"));
      assertThat(policy.verdict("m").allowed()).isEqualTo(passes);
    }

    @Test
    void namesTheDataThatHasNotPassedAndNoOther() {
      policy.record(
          Given.corpus("raw"),
          Given.of("DATASET", "filtered").parent("DERIVED_FROM", "raw"),
          Given.of("DATASET", "tasks"),
          Given.model("base").parent("TRAINED_ON", "filtered"),
          Given.model("m").parent("FINE_TUNED_FROM", "base").parent("TRAINED_ON", "tasks"));

      policy.check("filtered", "pii-filter", "PASSED 3");

      assertThat(policy.offenders("m")).containsExactly("tasks", "raw");
    }

    @ParameterizedTest
    @CsvSource({
      "MODEL, TRAINED_ON",
      "CHECKPOINT, TRAINED_ON",
      "ADAPTER, CALIBRATED_ON",
      "INDEX, INDEXES",
      "DEPLOYMENT, RETRIEVES_FROM",
      "PROMPT, DERIVED_FROM",
      "DATASET, REVISED_FROM"
    })
    void holdsForEveryKind(String kind, String edge) {
      policy.record(Given.corpus("c"), Given.of(kind, "x").parent(edge, "c"));

      assertThat(policy.offenders("x")).containsExactly("c");
    }

    @Test
    void takesNoOtherCheckForIt() {
      policy.record(Given.corpus("c"), Given.model("m").parent("TRAINED_ON", "c"));

      policy.check("c", "pii-filter-lite", "PASSED 9");
      policy.check("m", "pii-filter", "PASSED 9");

      assertThat(policy.offenders("m")).containsExactly("c");
    }

    @Test
    void leavesAloneWhatDescendsFromNoDataOrNoLonger() {
      policy.record(
          Given.corpus("c"),
          Given.of("CODE", "code"),
          Given.model("of code").parent("BUILT_WITH", "code"),
          Given.model("m").parent("TRAINED_ON", "c"));

      policy.append(new Fact.ArtifactRetracted(Given.id("c"), "wrong"));

      assertThat(policy.offenders("of code")).isEmpty();
      assertThat(policy.offenders("m")).isEmpty();
    }
  }

  @Nested
  class QuarantinedAncestor {
    private final ReadyPolicy policy = new ReadyPolicy("quarantined-ancestor");

    @ParameterizedTest
    @EnumSource(
        value = Stage.class,
        names = {"STAGING", "PRODUCTION"})
    void findsItHoweverFarUpAndLetsThroughWhatIsReleased(Stage stage) {
      policy.record(
          Given.corpus("poisoned"),
          Given.of("DATASET", "d").parent("DERIVED_FROM", "poisoned"),
          Given.model("teacher").parent("TRAINED_ON", "d"),
          Given.model("m").parent("DISTILLED_FROM", "teacher"),
          Given.of("DEPLOYMENT", "api").parent("SERVES", "m"));
      policy.append(new Fact.ArtifactQuarantined(Given.id("poisoned"), "poisoned"));

      Fact.PromotionJudged before = policy.verdict("api", stage);
      policy.append(new Fact.ArtifactReleased(Given.id("poisoned"), "it was not"));
      Fact.PromotionJudged after = policy.verdict("api", stage);

      assertThat(policy.offenders(before)).containsExactly("poisoned");
      assertThat(before.allowed()).isFalse();
      assertThat(policy.offenders(after)).isEmpty();
      assertThat(after.allowed()).isTrue();
    }

    @Test
    void leavesAloneWhatIsBesideOrBelowIt() {
      policy.record(
          Given.corpus("c"),
          Given.model("m").parent("TRAINED_ON", "c"),
          Given.model("sibling").parent("TRAINED_ON", "c"),
          Given.model("child").parent("FINE_TUNED_FROM", "m"));

      policy.append(new Fact.ArtifactQuarantined(Given.id("sibling"), "leaked"));
      policy.append(new Fact.ArtifactQuarantined(Given.id("child"), "leaked"));

      assertThat(policy.verdict("m", STAGING).violations()).isEmpty();
    }

    @Test
    void looksNoFurtherThanWhatIsRetracted() {
      policy.record(
          Given.corpus("poisoned"),
          Given.model("m").parent("TRAINED_ON", "poisoned"),
          Given.of("DEPLOYMENT", "api").parent("SERVES", "m"));
      policy.append(new Fact.ArtifactQuarantined(Given.id("poisoned"), "poisoned"));

      policy.append(
          new Fact.EdgeRetracted(
              "TRAINED_ON", Given.id("m"), Given.id("poisoned"), "it was another"));

      assertThat(policy.verdict("api", PRODUCTION).violations()).isEmpty();
    }
  }

  @Nested
  class UnknownProvenance {
    private final ReadyPolicy policy = new ReadyPolicy("unknown-provenance");

    @ParameterizedTest
    @CsvSource({", false", "UNKNOWN, false", "PARTIAL, false", "COMPLETE, false", "ORIGIN, true"})
    void takesOnlyOriginsForRoots(@Nullable Provenance declared, boolean passes) {
      policy.record(
          Given.corpus("c").provenance(declared),
          Given.of("DATASET", "d").provenance(null).parent("DERIVED_FROM", "c"),
          Given.plainModel("m").parent("TRAINED_ON", "d"));

      List<String> offenders = policy.offenders("m");

      assertThat(offenders).isEqualTo(passes ? List.of() : List.of("c"));
    }

    @ParameterizedTest
    @CsvSource({", m", "UNKNOWN, m", "ORIGIN, "})
    void holdsForTheArtifactItself(@Nullable Provenance declared, @Nullable String offender) {
      policy.record(Given.plainModel("m").provenance(declared));

      List<String> offenders = policy.offenders("m");

      assertThat(offenders).isEqualTo(offender == null ? List.of() : List.of(offender));
    }

    @Test
    void takesTheWordThatCameLater() {
      policy.record(Given.corpus("c"), Given.plainModel("m").parent("TRAINED_ON", "c"));
      assertThat(policy.offenders("m")).containsExactly("c");

      policy.append(
          new Fact.ArtifactAmended(
              Given.id("c"), List.of(), List.of(), null, null, "{}", Provenance.ORIGIN, null));

      assertThat(policy.offenders("m")).isEmpty();
    }

    @Test
    void findsWhatLostItsOnlySource() {
      policy.record(
          Given.corpus("c").provenance(Provenance.ORIGIN),
          Given.plainModel("base").parent("TRAINED_ON", "c"),
          Given.plainModel("m").parent("FINE_TUNED_FROM", "base"));
      assertThat(policy.offenders("m")).isEmpty();

      policy.append(
          new Fact.EdgeRetracted("TRAINED_ON", Given.id("base"), Given.id("c"), "it was another"));

      assertThat(policy.offenders("m")).containsExactly("base");
    }
  }
}
