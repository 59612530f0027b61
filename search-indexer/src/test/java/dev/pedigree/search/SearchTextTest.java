package dev.pedigree.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTextTest {
  @Test
  void saysWhatWasExpected() {
    assertThat(SearchText.problem(" \t\n")).contains("blank (expected: at least one word)");
    assertThat(SearchText.problem("x".repeat(10_240)))
        .contains("10240 characters (expected: at most 1000)");
    assertThat(SearchText.problem("x ".repeat(33))).contains("33 words (expected: at most 32)");
    assertThat(SearchText.problem("x".repeat(1_000))).isEmpty();
    assertThatThrownBy(() -> new SearchText(" "))
        .hasMessage("text: blank (expected: at least one word)");
  }

  @Test
  void takesSignsForGaps() {
    assertThat(new SearchText(" Base_model.v2 (OR) ").words())
        .containsExactly("base", "model", "v2", "or");
    assertThat(new SearchText("*").words()).isEmpty();
  }

  @Test
  void knowsTheBeginningOfADigest() {
    assertThat(new SearchText("sha256:a").idPrefix()).contains("sha256:a");
    assertThat(new SearchText("AB12").idPrefix()).contains("sha256:ab12");
    assertThat(new SearchText("abc").idPrefix()).isEmpty();
    assertThat(new SearchText("a".repeat(65)).idPrefix()).isEmpty();
  }

  @Test
  void showsWhatWasFoundInTheOriginal() {
    assertThat(PlainText.spaced("a_b.c-d é")).isEqualTo("a b c d é");
    assertThat(PlainText.highlighted("\uE000b\uE001 c", List.of("x", "a_b<c")))
        .contains("<em>b</em>&lt;c");
    assertThat(PlainText.highlighted("\uE000z\uE001", List.of("x"))).isEmpty();
  }
}
