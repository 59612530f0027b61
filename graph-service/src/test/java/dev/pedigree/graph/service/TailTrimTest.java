package dev.pedigree.graph.service;

import static dev.pedigree.graph.state.FactsOf.change;
import static dev.pedigree.graph.state.FactsOf.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.state.UnappliedTail;
import java.util.List;
import org.junit.jupiter.api.Test;

class TailTrimTest {
  @Test
  void keepsWhatOneOfTheStoresLacks() {
    UnappliedTail tail = new UnappliedTail();
    TailTrim trim = new TailTrim(tail, List.of("state", "graph"));
    for (int revision = 1; revision <= 3; revision++) {
      tail.add(change(revision, recorded("m" + revision)));
    }

    trim.moved("state", 3);
    assertThat(tail.size()).isEqualTo(3);

    trim.moved("graph", 2);
    assertThat(tail.size()).isEqualTo(1);

    trim.moved("search", 1);
    trim.moved("graph", 3);
    assertThat(tail.size()).isZero();
  }
}
