package dev.pedigree.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class IdsTest {
  @TestFactory
  Stream<DynamicTest> tellsTheIdOfText() {
    return examples("content", it -> Ids.ofText(text(it, "text")));
  }

  @TestFactory
  Stream<DynamicTest> tellsTheIdOfACommit() {
    return examples("gitCommits", it -> Ids.ofGitCommit(text(it, "commit")));
  }

  @TestFactory
  Stream<DynamicTest> tellsTheIdOfATableSnapshot() {
    return examples(
        "tableSnapshots", it -> Ids.ofTableSnapshot(text(it, "table"), text(it, "snapshot")));
  }

  @TestFactory
  Stream<DynamicTest> tellsTheIdOfANamedThing() {
    return examples(
        "names",
        it -> Ids.ofName(text(it, "kind"), text(it, "namespace"), text(it, "name"), version(it)));
  }

  @TestFactory
  Stream<DynamicTest> tellsTheIdOfAnEdge() {
    return examples(
        "edges", it -> Ids.ofEdge(text(it, "type"), text(it, "child"), text(it, "parent")));
  }

  @Test
  void refusesWhatIsNoCommit() {
    assertThatThrownBy(() -> Ids.ofGitCommit("9fceb02"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("commit: 9fceb02 (expected: ");
  }

  @Test
  void refusesWhatIsNoId() {
    String id = Ids.ofText("x");

    assertThatThrownBy(() -> Ids.ofEdge("SERVES", id, "chat-7b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("id: chat-7b (expected: ");
  }

  @Test
  void refusesATextThatUtf8CannotSay() {
    assertThatThrownBy(() -> Ids.ofName("MODEL", "default", "\ud83d", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  private static Stream<DynamicTest> examples(String recipe, Function<JsonNode, String> id) {
    return IdentityVectors.of(recipe)
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.toString(), () -> assertThat(id.apply(it)).isEqualTo(text(it, "id"))));
  }

  private static String text(JsonNode example, String field) {
    return example.required(field).asString();
  }

  private static @Nullable String version(JsonNode example) {
    return example.has("version") ? text(example, "version") : null;
  }
}
