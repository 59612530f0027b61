package dev.pedigree.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.recording.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallerBudgetsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final CallerBudgets budgets = new CallerBudgets(600, 2, nanos::get);

  private CallerBudgets.Ticket begin(String caller) {
    return budgets.begin(caller).orElseThrow();
  }

  @Test
  void letsSoMuchInAndThenAsMuchAsTimePasses() {
    CallerBudgets.Ticket ticket = begin("ann");
    assertThat(ticket.spend(500)).isEmpty();
    assertThat(ticket.left()).isEqualTo(100);
    assertThat(ticket.spend(400)).as("something is left").isEmpty();
    assertThat(ticket.left()).isZero();

    assertThat(ticket.spend(1))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(refusal.message()).contains("ask again in 30 s");
            });

    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(ticket.spend(1)).isEmpty();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(ticket.left()).as("it does not grow beyond").isEqualTo(600);
  }

  @Test
  void callersDoNotTakeFromEachOther() {
    assertThat(begin("ann").spend(10_000)).isEmpty();

    assertThat(begin("bob").spend(1)).isEmpty();
    assertThat(begin("ann").spend(1)).isNotEmpty();
  }

  @Test
  void soManyAtATime() {
    CallerBudgets.Ticket first = begin("ann");
    begin("ann");

    assertThat(budgets.begin("ann")).isEmpty();
    assertThat(budgets.begin("bob")).isNotEmpty();

    first.close();
    first.close();
    begin("ann");
    assertThat(budgets.begin("ann")).as("closed once").isEmpty();
  }
}
