package dev.pedigree.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.service.GraphService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OperationTest {
  private static final Budget OF_A_QUESTION = new Budget(Duration.ofSeconds(10), 7, () -> true);

  private static Operation lasting(Duration time) {
    return new Operation(unused(), Caller.anonymous(), Duration.ZERO, OF_A_QUESTION, time);
  }

  private static GraphService unused() {
    return (GraphService)
        Proxy.newProxyInstance(
            OperationTest.class.getClassLoader(),
            new Class<?>[] {GraphService.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Test
  void aQuestionHasItsOwnTimeAsLongAsTheOperationHasMore() {
    assertThat(lasting(Duration.ofHours(1)).budget()).isSameAs(OF_A_QUESTION);
  }

  @Test
  void aQuestionHasNoMoreTimeThanTheOperationHasLeft() {
    Budget left = lasting(Duration.ofSeconds(5)).budget();

    assertThat(left.time()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(left.artifacts()).isEqualTo(7);
    assertThat(left.cancelled()).isSameAs(OF_A_QUESTION.cancelled());
    assertThat(lasting(Duration.ZERO).budget().time()).isZero();
  }
}
