package dev.pedigree.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Turns turns = new Turns(1);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  /** Waits in a thread of its own; is in line when this returns. */
  private Thread inLine(String caller, String name) {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (Turns.Turn _ = turns.take(caller, LONG).orElseThrow()) {
                    order.add(name);
                  } catch (InterruptedException e) {
                    order.add(name + " interrupted");
                  }
                });
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void callersGoOneAfterTheOtherHoweverManyOfTheirsWait() throws InterruptedException {
    Turns.Turn first = turns.take("hostile", LONG).orElseThrow();
    List<Thread> threads =
        List.of(
            inLine("hostile", "h1"),
            inLine("hostile", "h2"),
            inLine("hostile", "h3"),
            inLine("ann", "a1"),
            inLine("bob", "b1"),
            inLine("ann", "a2"));

    first.close();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(order).containsExactly("h1", "a1", "b1", "h2", "a2", "h3");
  }

  @Test
  void whoGivesUpTakesNobodysTurn() throws InterruptedException {
    Turns.Turn first = turns.take("ann", LONG).orElseThrow();

    assertThat(turns.take("bob", Duration.ofMillis(1))).isEmpty();
    Thread interrupted = inLine("bob", "b1");
    interrupted.interrupt();
    interrupted.join();
    first.close();
    first.close();

    Turns.Turn second = turns.take("bob", Duration.ZERO).orElseThrow();
    assertThat(turns.take("ann", Duration.ZERO)).as("closed once").isEmpty();
    second.close();
    assertThat(order).containsExactly("b1 interrupted");
  }
}
