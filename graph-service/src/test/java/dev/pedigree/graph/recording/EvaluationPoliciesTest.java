package dev.pedigree.graph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.journal.Fact;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ready policies about evaluations find, and what they leave alone. */
class EvaluationPoliciesTest {
  @Nested
  class EvaluationRequired {
    private final ReadyPolicy policy = new ReadyPolicy("evaluation-required");

    @BeforeEach
    void recordAModelAndARunOfIt() {
      policy.record(
          Given.model("base"),
          Given.model("m").parent("FINE_TUNED_FROM", "base"),
          Given.of("EVAL_RUN", "run").parent("EVALUATES", "m"));
    }

    @ParameterizedTest
    @CsvSource({
      "'', false",
      "PASSED 1, true",
      "PASSED 4, true",
      "FAILED 1, false",
      "'PASSED 1, FAILED 2', false",
      "'FAILED 1, PASSED 2', true",
      "'PASSED 1, REVOKED 1', false",
      "'PASSED 1, FAILED 2, REVOKED 2', true"
    })
    void takesARunWhoseGateStands(String marks, boolean passes) {
      policy.check("run", "gate", marks);

      assertThat(policy.offenders("m")).isEqualTo(passes ? List.of() : List.of("m"));
      assertThat(policy.verdict("m").allowed()).isEqualTo(passes);
    }

    @Test
    void isContentWithOneRunOfSeveral() {
      policy.record(Given.of("EVAL_RUN", "second").parent("EVALUATES", "m"));

      policy.check("run", "gate", "FAILED 1");
      policy.check("second", "gate", "PASSED 1");

      assertThat(policy.offenders("m")).isEmpty();
    }

    @Test
    void takesNothingElseForARun() {
      policy.record(
          Given.of("EVAL_RUN", "of base").parent("EVALUATES", "base"),
          Given.of("DEPLOYMENT", "api").parent("SERVES", "m"));

      for (String other : List.of("of base", "api", "m", "base")) {
        policy.check(other, "gate", "PASSED 1");
      }
      policy.check("run", "smoke", "PASSED 1");

      assertThat(policy.offenders("m")).containsExactly("m");
      assertThat(policy.offenders("base")).isEmpty();
    }

    @Test
    void countsNoRunThatIsInDoubtOrRetracted() {
      policy.check("run", "gate", "PASSED 1");

      policy.append(new Fact.ArtifactQuarantined(Given.id("run"), "leaked"));
      List<String> inDoubt = policy.offenders("m");
      policy.append(new Fact.ArtifactReleased(Given.id("run"), "it was not"));
      List<String> released = policy.offenders("m");
      policy.append(new Fact.ArtifactRetracted(Given.id("run"), "of another model"));
      List<String> retracted = policy.offenders("m");

      assertThat(inDoubt).containsExactly("m");
      assertThat(released).isEmpty();
      assertThat(retracted).containsExactly("m");
    }

    @ParameterizedTest
    @CsvSource({
      "MODEL, true",
      "CHECKPOINT, true",
      "ADAPTER, true",
      "DATASET, false",
      "CODE, false"
    })
    void isAboutWeightsAlone(String kind, boolean needed) {
      policy.record(Given.of(kind, "x"));

      assertThat(policy.offenders("x")).isEqualTo(needed ? List.of("x") : List.of());
    }
  }

  @Nested
  class ContaminatedEvaluation {
    private final ReadyPolicy policy = new ReadyPolicy("contaminated-evaluation");

    @BeforeEach
    void recordARunOfAModelAgainstASuite() {
      policy.record(
          Given.of("EVAL_SUITE", "suite"),
          Given.of("EVAL_SUITE", "clean"),
          Given.corpus("corpus"),
          Given.of("DATASET", "d1"),
          Given.of("DATASET", "d2"),
          Given.of("DATASET", "d3"),
          Given.model("teacher"),
          Given.model("base"),
          Given.model("m"),
          Given.of("EVAL_RUN", "run"),
          Given.of("EVAL_RUN", "second"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          // three steps up from the model's data
          "m TRAINED_ON d1, d1 DERIVED_FROM d2, d2 DERIVED_FROM d3, d3 DERIVED_FROM suite",
          "m TRAINED_ON d1, d1 DERIVED_FROM suite",
          "m FINE_TUNED_FROM base, base TRAINED_ON d1, d1 DERIVED_FROM suite",
          "m TRAINED_ON d1, d1 GENERATED_BY teacher, teacher TRAINED_ON d2, d2 REVISED_FROM suite",
          "m CURRICULUM_FROM suite",
          "m CURRICULUM_FROM second, second EVALUATED_AGAINST suite"
        })
    void findsASuiteAmongWhatTheModelWasMadeOf(String edges) {
      policy.join("run EVALUATES m, run EVALUATED_AGAINST suite");

      policy.join(edges);

      assertThat(policy.offenders("m")).containsExactly("m");
      assertThat(policy.verdict("m").allowed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "run EVALUATES m, run EVALUATED_AGAINST clean",
          // made of the same data, but not of one another
          "run EVALUATES m, run EVALUATED_AGAINST clean, clean DERIVED_FROM d1",
          "run EVALUATES m",
          "run EVALUATED_AGAINST suite",
          // the base was judged by it, not this one
          "run EVALUATES base, run EVALUATED_AGAINST suite",
          "run EVALUATES m, run RETRIEVES_FROM d1, run EVALUATED_AGAINST clean"
        })
    void leavesAloneWhoWasJudgedByOthers(String edges) {
      policy.join("m FINE_TUNED_FROM base, m TRAINED_ON d1, d1 DERIVED_FROM suite");

      policy.join(edges);

      assertThat(policy.offenders("m")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"suite", "d1", "corpus"})
    void takesAnythingForASuite(String judge) {
      policy.join("m TRAINED_ON d1, d1 DERIVED_FROM corpus, d1 DERIVED_FROM suite");

      policy.join("run EVALUATES m, run EVALUATED_AGAINST " + judge);

      assertThat(policy.offenders("m")).containsExactly("m");
    }

    @Test
    void findsTheOneContaminatedRunOfSeveralUntilItIsRetracted() {
      policy.join("m TRAINED_ON d1, d1 DERIVED_FROM suite");
      policy.join("run EVALUATES m, run EVALUATED_AGAINST clean");
      policy.join("second EVALUATES m, second EVALUATED_AGAINST suite");

      List<String> both = policy.offenders("m");
      policy.append(new Fact.ArtifactRetracted(Given.id("second"), "it proves nothing"));

      assertThat(both).containsExactly("m");
      assertThat(policy.offenders("m")).isEmpty();
    }
  }
}
