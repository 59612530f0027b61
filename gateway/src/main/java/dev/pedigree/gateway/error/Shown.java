package dev.pedigree.gateway.error;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of clients as messages show them: in one short line, in words where they are large. */
public final class Shown {
  private static final int MAX_LENGTH = 80;

  private Shown() {}

  /** The beginning of a text, with what cannot be seen replaced. */
  public static String text(String text) {
    int end =
        text.offsetByCodePoints(0, Math.min(MAX_LENGTH, text.codePointCount(0, text.length())));
    StringBuilder shown = new StringBuilder();
    text.substring(0, end)
        .codePoints()
        .map(c -> isVisible(c) ? c : '\uFFFD')
        .forEach(shown::appendCodePoint);
    return end < text.length() ? shown + "…" : shown.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** A value as JSON has it: texts, numbers, booleans, lists, maps. */
  public static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Collection<?> list -> "a list of " + list.size();
      case Map<?, ?> object -> "an object of " + object.size() + " fields";
      case CharSequence text -> '"' + text(text.toString()) + '"';
      default -> text(value.toString());
    };
  }
}
