package dev.pedigree.interop.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.interop.UnreadableDocumentException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
  @Test
  void namesPlaces() throws IOException {
    Place place =
        JsonTree.parse(new TextDocument(null, "{\"a\":[{\"b c\":{\"d\":1}}]}"))
            .at("a")
            .elements()
            .getFirst()
            .at("b c")
            .at("d");

    assertThat(place.path()).isEqualTo("a[0][\"b c\"].d");
    assertThatThrownBy(() -> place.at("e"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessage("\"1\" (expected: an object)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1", "", "{\"a\":1,\"a\":2}", "{} {}", "<bom/>", "[1,]", "[1e999]"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> JsonTree.parse(new TextDocument(null, text)))
        .isInstanceOf(UnreadableDocumentException.class);
  }

  @Test
  void refusesMoreValuesThanItHasRoomFor() {
    String many = "[" + "1,".repeat(500_000) + "1]";

    assertThatThrownBy(() -> JsonTree.parse(new TextDocument(null, many)))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("500000 values");
  }

  @Test
  void refusesDepth() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertThatThrownBy(() -> JsonTree.parse(new TextDocument(null, deep)))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void refusesMoreValuesThanMemoryHasRoomFor() {
    String lists = "[],".repeat(JsonTree.MAX_VALUES);

    assertThatThrownBy(() -> JsonTree.parse(new TextDocument(null, "[" + lists + "[]]")))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("values");
    assertThatThrownBy(
            () -> JsonTree.sequence(new TextDocument(null, lists.replace(',', ' ') + "[]")))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("values");
  }
}
