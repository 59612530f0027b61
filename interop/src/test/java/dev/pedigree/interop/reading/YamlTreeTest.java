package dev.pedigree.interop.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.interop.UnreadableDocumentException;
import org.junit.jupiter.api.Test;

class YamlTreeTest {
  private static String json(String yaml) {
    return CanonicalJson.of(YamlTree.parse(yaml).value());
  }

  @Test
  void readsScalarsAsTheCoreSchemaDoes() {
    assertThat(json("[no, yes, on, 2020-01-02, 1_000, 012, 0x1f, '1', 1, -2.5, 1e3, ~, true]"))
        .isEqualTo(
            """
            ["no","yes","on","2020-01-02","1_000","012","0x1f","1",1,-2.5,1000,null,true]""");
  }

  @Test
  void keepsHashesThatLookLikeNumbersBeyondAllBounds() {
    assertThat(json("md5: 12e45678901234567890123456789012"))
        .isEqualTo("{\"md5\":\"12e45678901234567890123456789012\"}");
  }

  @Test
  void writesAliasesAndMergeKeysOut() {
    assertThat(json("a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, q: 3}"))
        .isEqualTo("{\"a\":{\"p\":1,\"q\":2},\"b\":{\"p\":1,\"q\":2},\"c\":{\"p\":1,\"q\":3}}");
  }

  @Test
  void refusesAnchorsThatMultiply() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
    }

    assertThatThrownBy(() -> YamlTree.parse(bomb.toString()))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("aliases");
  }

  @Test
  void refusesAnAnchorWithinItself() {
    assertThatThrownBy(() -> YamlTree.parse("a: &a [1, *a]"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("within itself");
  }

  @Test
  void refusesMoreValuesThanItHasRoomFor() {
    assertThatThrownBy(() -> YamlTree.parse("[" + "1,".repeat(400_000) + "1]"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("400000 values");
  }

  @Test
  void refusesDepth() {
    assertThatThrownBy(() -> YamlTree.parse("[".repeat(10_000)))
        .isInstanceOf(UnreadableDocumentException.class);
  }

  @Test
  void makesNoObjectsOfTags() {
    assertThatThrownBy(() -> YamlTree.parse("a: !!javax.script.ScriptEngineManager [1]"))
        .isInstanceOf(UnreadableDocumentException.class);
    assertThat(json("a: !local [1]")).isEqualTo("{\"a\":[1]}");
  }

  @Test
  void refusesMoreValuesThanMemoryHasRoomFor() {
    String yaml = "a: [" + "{},".repeat(YamlTree.MAX_EVENTS / 2) + "{}]";

    assertThatThrownBy(() -> YamlTree.parse(yaml))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("values");
  }
}
