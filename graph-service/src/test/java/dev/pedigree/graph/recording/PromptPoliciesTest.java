package dev.pedigree.graph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.journal.Fact;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ready policy about prompts finds, and what it leaves alone. */
class PromptPoliciesTest {
  private final ReadyPolicy policy = new ReadyPolicy("unreviewed-prompt");

  @BeforeEach
  void recordPromptsAndWhatUsesThem() {
    policy.record(
        Given.of("PROMPT", "draft"),
        Given.of("PROMPT", "p").parent("REVISED_FROM", "draft"),
        Given.of("DATASET", "d"),
        Given.model("m"),
        Given.of("DEPLOYMENT", "inner"),
        Given.of("DEPLOYMENT", "api"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "PASSED 1, true",
    "FAILED 1, false",
    "'PASSED 1, FAILED 2', false",
    "'PASSED 1, REVOKED 1', false",
    "'FAILED 1, PASSED 2', true"
  })
  void asksForAReviewThatStands(String marks, boolean passes) {
    policy.join("api PROMPTED_BY p");

    policy.check("p", "review", marks);

    assertThat(policy.offenders("p")).isEqualTo(passes ? List.of() : List.of("p"));
    assertThat(policy.offenders("api")).isEqualTo(passes ? List.of() : List.of("p"));
    assertThat(policy.verdict("api").allowed()).isEqualTo(passes);
  }

  @Test
  void asksForAReviewOfTheRevisionItself() {
    policy.join("api PROMPTED_BY p");

    policy.check("draft", "review", "PASSED 1");
    List<String> onlyTheDraft = policy.offenders("api");
    policy.check("p", "review", "PASSED 1");
    policy.check("draft", "review", "FAILED 2");

    assertThat(onlyTheDraft).containsExactly("p");
    assertThat(policy.offenders("api")).isEmpty();
    assertThat(policy.offenders("p")).isEmpty();
    assertThat(policy.offenders("draft")).containsExactly("draft");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api SERVES p | p",
        "api PROMPTED_BY p | p",
        "api SERVES inner, inner PROMPTED_BY p | p",
        "api SERVES p, api PROMPTED_BY draft | draft p",
        // not what it runs with
        "api SERVES m, m TRAINED_ON d, d PROMPTED_BY p | ''",
        "api REVISED_FROM inner, inner PROMPTED_BY p | ''",
        "api SERVES m | ''"
      })
  void findsWhatADeploymentRunsWith(String edges, String unreviewed) {
    policy.join(edges);

    List<String> offenders = policy.offenders("api");

    assertThat(String.join(" ", offenders)).isEqualTo(unreviewed);
  }

  @Test
  void forgetsAPromptThatWasTakenOut() {
    policy.join("api PROMPTED_BY p");

    policy.append(
        new Fact.EdgeRetracted("PROMPTED_BY", Given.id("api"), Given.id("p"), "it was another"));

    assertThat(policy.offenders("api")).isEmpty();
  }
}
