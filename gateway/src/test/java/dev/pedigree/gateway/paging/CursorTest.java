package dev.pedigree.gateway.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final Question QUESTION = new Question(42);

  @Test
  void readsWhatItWrote() {
    Cursor cursor = new Cursor(Long.MAX_VALUE, QUESTION, 99_999);

    assertThat(Cursor.parse(cursor.text(), QUESTION)).isEqualTo(cursor);
  }

  @Test
  void refusesEveryChangedCharacter() {
    String text = new Cursor(7, QUESTION, 3).text();
    List<String> changed = new ArrayList<>(List.of("", "?", text + "A", text.substring(1)));
    for (int i = 0; i < text.length() - 1; i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      changed.add(text.substring(0, i) + other + text.substring(i + 1));
    }

    assertThat(changed)
        .allSatisfy(
            it ->
                assertThatThrownBy(() -> Cursor.parse(it, QUESTION))
                    .isInstanceOf(RefusedException.class));
  }

  @Test
  void refusesAnotherQuestion() {
    String text = new Cursor(7, QUESTION, 3).text();

    assertThatThrownBy(() -> Cursor.parse(text, new Question(43)))
        .hasMessageContaining("another question");
  }
}
