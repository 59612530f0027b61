package dev.pedigree.graph.recording;

import org.jspecify.annotations.Nullable;

/** How long a text may be and what may be in it. Lengths are UTF-16 units. */
enum Limits {
  /** Namespaces, names, versions: one line. */
  NAME(512, false),
  LABEL_KEY(256, false),
  LABEL_VALUE(4_096, true),
  OWNER(512, false),
  DESCRIPTION(65_536, true),
  /** Reasons and links to evidence. */
  REMARK(8_192, true),
  /** Kind-specific attributes, as canonical JSON. */
  ATTRIBUTES(524_288, true),
  REQUEST_ID(256, false);

  static final int MAX_LABELS = 256;
  static final int MAX_OWNERS = 64;

  private final int maxLength;
  private final boolean lines;

  Limits(int maxLength, boolean lines) {
    this.maxLength = maxLength;
    this.lines = lines;
  }

  /**
   * What is wrong with {@code text}.
   *
   * @param field what it is called in the message
   * @return null: nothing
   */
  @Nullable String problem(String field, String text) {
    if (text.length() > maxLength) {
      return field + ": " + text.length() + " characters (expected: at most " + maxLength + ")";
    }
    if (!lines && text.isBlank()) {
      return field + ": blank (expected: at least one character)";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isRefused(c)) {
        return field + ": control character U+%04X at %d (expected: text)".formatted((int) c, i);
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return field + ": half a surrogate pair at " + i + " (expected: Unicode text)";
        }
        i++;
      }
    }
    return null;
  }

  /** One line says nothing that cannot be seen; a text of lines may hold what shapes them. */
  private boolean isRefused(char c) {
    return lines ? Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r' : isControl(c);
  }

  /**
   * Whether a character shows nothing itself but changes how others show: it ends lines or turns
   * their direction.
   */
  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT ->
          (c >= 0x202A && c <= 0x202E)
              || (c >= 0x2066 && c <= 0x2069)
              || c == 0x200E
              || c == 0x200F
              || c == 0x061C;
      default -> false;
    };
  }

  /**
   * A value for a message: in quotes, its beginning only if it is long, control characters made
   * visible.
   */
  static String shown(String text) {
    return '"' + visible(text) + '"';
  }

  /** Likewise, without quotes of its own: JSON has those that it needs. */
  static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(80)
        .forEach(
            c -> {
              if (isControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                out.append("\\u%04X".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return text.codePointCount(0, text.length()) > 80 ? out + "…" : out.toString();
  }
}
