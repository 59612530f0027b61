package dev.pedigree.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  private static final Set<String> EDGES = Set.of("A", "B", "C");
  private static final Set<String> MUTATIONS = Set.of("PRUNING", "EDIT");

  @ParameterizedTest
  @CsvSource({
    "A, A, true",
    "A, B, false",
    "A B, A, false",
    "A B, A B, true",
    "A B* C, A C, true",
    "A B* C, A B B B C, true",
    "A B+ C, A C, false",
    "A B? C, A B B C, false",
    "(A | B)* C, A B A C, true",
    "(A | B)* C, A C A, false",
    "_ _, A C, true",
    "A[PRUNING] B, A B, false",
    "A[PRUNING] B, A[PRUNING] B, true",
    "((A) | (B C))+, B C A B C, true"
  })
  void matchesWaysEdgeByEdge(String pattern, String way, boolean matches) {
    PathPattern parsed = PathPattern.parse(pattern, EDGES, MUTATIONS);
    BitSet states = parsed.begin();

    for (String edge : way.split(" ", -1)) {
      String type = edge.substring(0, 1);
      Set<String> mutations =
          edge.length() > 1 ? Set.of(edge.substring(2, edge.length() - 1)) : Set.of();
      states = parsed.after(states, type, mutations);
    }

    assertThat(parsed.matches(states)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; at 1: expected an edge type, _ or (",
        "A D; at 2: D is not in the schema",
        "A[NOPE]; at 1: A[NOPE] is not in the schema",
        "(A; at 3: expected )",
        "A); at 2: \")\" is not expected here",
        "A |; at 4: expected an edge type, _ or (",
        "* A; at 1: expected an edge type, _ or (",
        "A % B; at 2: expected an edge type, _, (, ), |, *, + or ?"
      })
  void saysWhereAPatternIsWrong(String pattern, String message) {
    assertThatThrownBy(() -> PathPattern.parse(pattern, EDGES, MUTATIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesPatternsThatAreTooLarge() {
    assertThatThrownBy(() -> PathPattern.parse("A ".repeat(200), EDGES, MUTATIONS))
        .hasMessageContaining("more than 256 states");
    assertThatThrownBy(() -> PathPattern.parse("(".repeat(10_000), EDGES, MUTATIONS))
        .hasMessageContaining("nested too deeply");
  }
}
