package dev.pedigree.schema;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Values as messages show them: in one short line, whatever their size. */
final class Shown {
  private static final int MAX_LENGTH = 60;

  private Shown() {}

  static String value(Object value) {
    return switch (value) {
      case CharSequence text -> '"' + name(text) + '"';
      case Collection<?> list -> "a list of " + list.size();
      case Map<?, ?> object -> "an object of " + object.size() + " fields";
      case BigInteger large when large.bitLength() > 200 ->
          "a number of " + large.bitLength() + " bits";
      default -> name(value.toString());
    };
  }

  /** The text without control characters, cut where it is long. */
  static String name(CharSequence text) {
    boolean cut = text.length() > MAX_LENGTH;
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < (cut ? MAX_LENGTH : text.length()); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\uFFFD' : c);
    }
    return cut
        ? shown.append("… (").append(text.length()).append(" characters)").toString()
        : shown.toString();
  }
}
