package dev.pedigree.identity;

import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that RFC 8785 gives it, as far as identities need it: objects of texts,
 * objects and whole numbers that a double holds exactly.
 */
final class CanonicalJson {
  private static final long LARGEST_EXACT = 1L << 53;

  private CanonicalJson() {}

  /**
   * The canonical text.
   *
   * @throws IllegalArgumentException for half of a surrogate pair, which UTF-8 cannot say, and for
   *     numbers beyond 2^53
   */
  static String of(Map<String, ?> object) {
    var out = new StringBuilder(128);
    object(out, object);
    return out.toString();
  }

  private static void object(StringBuilder out, Map<?, ?> object) {
    var sorted = new TreeMap<String, Object>();
    object.forEach((name, value) -> sorted.put((String) name, value));
    String separator = "{";
    for (var member : sorted.entrySet()) {
      out.append(separator);
      text(out, member.getKey());
      out.append(':');
      value(out, member.getValue());
      separator = ",";
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void value(StringBuilder out, Object value) {
    switch (value) {
      case String text -> text(out, text);
      case Map<?, ?> object -> object(out, object);
      case Long number when Math.abs(number) <= LARGEST_EXACT -> out.append(number.longValue());
      default -> throw new IllegalArgumentException("no part of an identity: " + value);
    }
  }

  private static void text(StringBuilder out, String text) {
    if (text.codePoints().anyMatch(CanonicalJson::isHalf)) {
      throw new IllegalArgumentException("half of a surrogate pair in \"" + text + "\"");
    }
    out.append('"');
    text.chars().forEach(unit -> character(out, (char) unit));
    out.append('"');
  }

  private static boolean isHalf(int codePoint) {
    return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
  }

  private static void character(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < ' ') {
          out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
