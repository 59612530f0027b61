package dev.pedigree.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  private static final int LARGE = 1_000_000;

  private final BodyBudget budget = new BodyBudget(4 * LARGE);

  @Test
  void smallRequestsAreNotCounted() {
    fill("ann");
    fill("bob");

    assertThat(budget.share("ann").read((int) BodyBudget.SMALL_BYTES)).isTrue();
    assertThat(budget.share("eve").read((int) BodyBudget.SMALL_BYTES + 1)).isFalse();
  }

  @Test
  void oneCallerLeavesHalfOfItToOthers() {
    fill("ann");

    assertThat(budget.share("ann").read(LARGE)).isFalse();
    assertThat(budget.share("bob").read(LARGE)).isTrue();
  }

  @Test
  void whatIsAnsweredMakesRoom() {
    BodyBudget.Share large = budget.share("ann");
    assertThat(large.read(2 * LARGE)).isTrue();
    BodyBudget.Share next = budget.share("ann");
    assertThat(next.read(LARGE)).isFalse();
    next.close();

    large.close();
    large.close();

    fill("ann");
    assertThat(budget.share("ann").read(LARGE)).isFalse();
  }

  /** Takes all that one caller may have. */
  private void fill(String caller) {
    BodyBudget.Share share = budget.share(caller);
    for (int i = 0; i < 2 * LARGE; i += LARGE / 2) {
      assertThat(share.read(LARGE / 2)).isTrue();
    }
    assertThat(share.read((int) BodyBudget.SMALL_BYTES)).isTrue();
  }
}
