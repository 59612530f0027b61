package dev.pedigree.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.parser.Parser;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DocumentLimitsTest {
  private static Optional<Refusal> problem(String document, String name, String value) {
    GatewayProperties properties =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("pedigree.limits." + name, value, "pedigree.cassandra.keyspace", "x")))
            .bind("pedigree", GatewayProperties.class)
            .get();
    return new DocumentLimits(properties.limits()).problem(Parser.parse(document));
  }

  private static String fields(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "f" + i).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ %s }",
        "{ a { %s } }",
        "{ ...F } fragment F on Query { %s }",
        "{ a { b { ... { ... { %s } } } } }"
      })
  void limitsFieldsNextToEachOther(String where) {
    assertThat(problem(where.formatted(fields(0, 10)), "breadth", "10")).isEmpty();
    assertThat(problem(where.formatted(fields(0, 11)), "breadth", "10"))
        .map(Refusal::message)
        .contains("the document: its breadth: 11 (expected: at most 10)");
  }

  @Test
  void countsFieldsOfAFragmentAtEachOfItsUses() {
    String uses = "...F ".repeat(4);

    assertThat(
            problem("{ a { x %s } } fragment F on A { p { q } r }".formatted(uses), "breadth", "8"))
        .map(Refusal::message)
        .contains("the document: its breadth: 9 (expected: at most 8)");
  }

  @Test
  void fieldsUnderDifferentOnesAreNotNextToEachOther() {
    String document = "{ a { %s } b { %s } }".formatted(fields(0, 10), fields(10, 20));

    assertThat(problem(document, "breadth", "10")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query IntrospectionQuery { __schema { queryType { name } } }",
        "{ x: __type(name: \"Model\") { name } }",
        "{ a ...F } fragment F on Query { ... { __schema { description } } }"
      })
  void refusesIntrospectionWhereItIsOff(String document) {
    assertThat(problem(document, "introspection", "true")).isEmpty();
    assertThat(problem(document, "introspection", "false"))
        .hasValueSatisfying(
            it -> {
              assertThat(it.code()).isEqualTo(ErrorCode.FORBIDDEN);
              assertThat(it.message()).contains("switched off", "/schema.graphqls");
            });
  }

  @Test
  void namesOfTypesAreNoIntrospection() {
    assertThat(problem("{ a { __typename } }", "introspection", "false")).isEmpty();
  }
}
