package dev.pedigree.search;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed: words, all of which have to be found. Nothing in it is an operator.
 *
 * @param text without white space around it
 */
public record SearchText(String text) {
  private static final int MAX_CHARACTERS = 1_000;
  private static final int MAX_WORDS = 32;
  private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{1,64})|([0-9a-f]{4,64})");

  public SearchText {
    text = PlainText.whole(text).strip();
    Optional<String> problem = problem(text);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("text: " + problem.get());
    }
  }

  /** What is wrong with {@code text}, and what was expected; empty: nothing. */
  public static Optional<String> problem(String text) {
    if (text.isBlank()) {
      return Optional.of("blank (expected: at least one word)");
    }
    if (text.length() > MAX_CHARACTERS) {
      return Optional.of(text.length() + " characters (expected: at most " + MAX_CHARACTERS + ")");
    }
    int words = PlainText.words(text).size();
    return words > MAX_WORDS
        ? Optional.of(words + " words (expected: at most " + MAX_WORDS + ")")
        : Optional.empty();
  }

  /** In lower case; empty if there are only signs. */
  List<String> words() {
    return PlainText.words(PlainText.lower(text));
  }

  /** All of it, see {@link PlainText#joined}. */
  String whole() {
    return PlainText.joined(text);
  }

  /** The beginning of an id that it may be. */
  Optional<String> idPrefix() {
    Matcher digest = DIGEST.matcher(PlainText.lower(text));
    if (!digest.matches()) {
      return Optional.empty();
    }
    return Optional.of("sha256:" + (digest.group(1) == null ? digest.group(2) : digest.group(1)));
  }
}
