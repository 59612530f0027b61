package dev.pedigree.interop.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.interop.UnreadableDocumentException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {
  @Test
  void givesMembersByTypeWithTheirPlaces() {
    Members members =
        of("{\"a\":{\"b\":[{\"c\":\"x\"},{\"c\":\"y\"}]},\"t\":\"1969-07-20T22:17:40+02:00\"}");

    assertThat(members.needObject("a").objects("b").get(1).path()).isEqualTo("a.b[1]");
    assertThat(members.needObject("a").objects("b").get(1).needText("c")).isEqualTo("y");
    assertThat(members.time("t")).isEqualTo(Instant.parse("1969-07-20T20:17:40Z"));
    assertThat(members.text("absent")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} | a | 1 (expected: a text)",
        "{} | a | missing (expected: a text)",
        "[] | | a list (expected: an object)",
        "{\"a\":\"x\" | line 1, column 9 | the JSON ends in the middle",
        "{\"a\":1e999} | | a number that is too large (expected: less than 1e308)",
        "{\"a\":\"x\\ud800y\"} | | half of a surrogate pair in a text",
        "{\"a\":\"x\",\"a\":\"y\"} | line 1, column 13 | malformed JSON"
      })
  void saysWhatIsWrongAndWhere(String json, String path, String message) {
    assertThatThrownBy(() -> of(json).needText("a"))
        .isInstanceOfSatisfying(
            UnreadableDocumentException.class,
            e -> {
              assertThat(e.getMessage()).startsWith(message);
              assertThat(e.path()).isEqualTo(path);
            });
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    String deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

    assertThatThrownBy(() -> of(deep))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void refusesMoreValuesThanMemoryHasRoomFor() {
    assertThatThrownBy(() -> of("{\"a\":[" + "[],".repeat(500_000) + "[]]}"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("too many values");
  }

  @Test
  void refusesAWordThatIsNone() {
    assertThatThrownBy(() -> of("{\"stage\":\"draft\"}").word("stage", Stage.class))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("one of [DRAFT");
  }

  private static Members of(String json) {
    return Members.of(json.getBytes(StandardCharsets.UTF_8));
  }
}
