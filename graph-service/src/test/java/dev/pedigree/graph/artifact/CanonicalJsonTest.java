package dev.pedigree.graph.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void sortsMembersByTheirUtf16Names() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("\u20ac", "Euro Sign");
    members.put("\r", "Carriage Return");
    members.put("1", "One");
    members.put("\ud83d\ude00", "Smiley");
    members.put("\u00f6", "Latin");

    assertThat(CanonicalJson.of(members))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u00f6\":\"Latin\",\"\u20ac\":\"Euro"
                + " Sign\",\"\ud83d\ude00\":\"Smiley\"}");
  }

  @Test
  void printsNumbersAsEcmaScriptDoes() {
    Map<Number, String> expected =
        Map.ofEntries(
            Map.entry(0.0, "0"),
            Map.entry(-0.0, "0"),
            Map.entry(1, "1"),
            Map.entry(8e9, "8000000000"),
            Map.entry(1e20, "100000000000000000000"),
            Map.entry(1e21, "1e+21"),
            Map.entry(1.5e300, "1.5e+300"),
            Map.entry(0.1, "0.1"),
            Map.entry(1e-6, "0.000001"),
            Map.entry(1e-7, "1e-7"),
            Map.entry(-2.5e-9, "-2.5e-9"),
            Map.entry(new BigDecimal("4.50"), "4.5"),
            Map.entry(333333333.3333333, "333333333.3333333"),
            Map.entry(9007199254740994d, "9007199254740994"));

    expected.forEach((number, text) -> assertThat(CanonicalJson.of(number)).isEqualTo(text));
  }

  @Test
  void escapesOnlyWhatMustBe() {
    assertThat(CanonicalJson.of("\"\\\b\f\n\r\t\u0001\u007f/é"))
        .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f/é\"");
  }

  @Test
  void nestsListsAndMaps() {
    assertThat(CanonicalJson.of(Map.of("b", List.of(1, true), "a", Map.of("z", "y"))))
        .isEqualTo("{\"a\":{\"z\":\"y\"},\"b\":[1,true]}");
  }

  @Test
  void refusesWhatJsonCannotSay() {
    assertThatThrownBy(() -> CanonicalJson.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> CanonicalJson.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
