package dev.pedigree.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Text as it is indexed: every ASCII character that is neither letter nor digit is a gap, so that
 * {@code base_model.v2} has three words. Character for character, so that what is found in it is
 * found at the same place in the original.
 */
final class PlainText {
  /** Stand around what was found. Private-use characters are gaps in indexed text. */
  static final char FOUND_FROM = '\uE000';

  static final char FOUND_TO = '\uE001';

  private static final char NOT_TEXT = '\uFFFD';

  private PlainText() {}

  /** {@code text} with gaps; as long as it was. */
  static String spaced(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean gap = c < 128 ? !Character.isLetterOrDigit(c) : c == FOUND_FROM || c == FOUND_TO;
      spaced.append(gap ? ' ' : c);
    }
    return spaced.toString();
  }

  /** The words between the gaps. */
  static List<String> words(String text) {
    String spaced = spaced(text);
    List<String> words = new ArrayList<>();
    int from = 0;
    while (from < spaced.length()) {
      int gap = spaced.indexOf(' ', from);
      int to = gap < 0 ? spaced.length() : gap;
      if (to > from) {
        words.add(spaced.substring(from, to));
      }
      from = to + 1;
    }
    return words;
  }

  /**
   * The parts of the words between the gaps, where letters meet digits and small letters capital
   * ones, with spaces between them; then each two parts that follow one another in one. Of {@code
   * Llama-3.1-8B}: {@code Llama 3 1 8 B Llama3 31 18 8B}.
   */
  static String parts(String text) {
    List<String> parts = new ArrayList<>();
    for (String word : words(text)) {
      parts.addAll(split(word, true));
    }
    List<String> all = new ArrayList<>(parts);
    for (int i = 1; i < parts.size(); i++) {
      all.add(parts.get(i - 1) + parts.get(i));
    }
    return String.join(" ", all);
  }

  /** The parts of one typed word; itself if it has but one. */
  static List<String> typedParts(String word) {
    return split(word, false);
  }

  /**
   * Cuts a word where letters meet digits.
   *
   * @param byCase whether small letters are cut from capital ones behind them, too
   */
  private static List<String> split(String word, boolean byCase) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int next;
    for (int i = 0; i < word.length(); i = next) {
      next = word.offsetByCodePoints(i, 1);
      if (next < word.length() && meet(word.codePointAt(i), word.codePointAt(next), byCase)) {
        parts.add(word.substring(from, next));
        from = next;
      }
    }
    parts.add(word.substring(from));
    return parts;
  }

  private static boolean meet(int before, int after, boolean byCase) {
    return (Character.isLetter(before) && isDigit(after))
        || (isDigit(before) && Character.isLetter(after))
        || (byCase
            && Character.getType(before) == Character.LOWERCASE_LETTER
            && Character.getType(after) == Character.UPPERCASE_LETTER);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The words of a text in one: equal for texts that differ only in case and signs. */
  static String joined(String text) {
    List<String> words = words(lower(text));
    return words.isEmpty() ? lower(text.strip()) : String.join(" ", words);
  }

  /** {@code text} without halves of surrogate pairs, which no encoding knows. */
  static String whole(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? NOT_TEXT : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /**
   * The original of a fragment, as HTML, with {@code <em>} around what was found in it.
   *
   * @param fragment of the spaced text, with marks around what was found
   * @param originals the texts that it may be of
   * @return empty if it is of none of them
   */
  static Optional<String> highlighted(String fragment, List<String> originals) {
    String spaced = fragment.replace("" + FOUND_FROM, "").replace("" + FOUND_TO, "");
    for (String original : originals) {
      int at = spaced(original).indexOf(spaced);
      if (at >= 0) {
        return Optional.of(html(fragment, original, at));
      }
    }
    return Optional.empty();
  }

  private static String html(String fragment, String original, int from) {
    StringBuilder html = new StringBuilder(fragment.length() + 64);
    int at = from;
    for (int i = 0; i < fragment.length(); i++) {
      switch (fragment.charAt(i)) {
        case FOUND_FROM -> html.append("<em>");
        case FOUND_TO -> html.append("</em>");
        default -> html.append(escaped(original.charAt(at++)));
      }
    }
    return html.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> String.valueOf(c);
    };
  }
}
