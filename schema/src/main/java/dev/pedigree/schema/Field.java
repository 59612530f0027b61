package dev.pedigree.schema;

import org.jspecify.annotations.Nullable;

/**
 * A field that a kind or a mutation declares.
 *
 * @param range the bounds of the number, or of each number in the list; null: none
 * @param pattern the regular expression that the text, or each text in the list, matches as a
 *     whole; null: none
 * @param minLength the smallest length, likewise
 * @param maxLength the largest length of the text, or of each text in the list, in UTF-16 code
 *     units
 * @param deprecated why it should no longer be used; null: it is not deprecated
 */
public record Field(
    String name,
    FieldType type,
    boolean required,
    String description,
    @Nullable Range range,
    @Nullable String pattern,
    int minLength,
    int maxLength,
    @Nullable String deprecated) {

  /** The length that a text may have where its field says nothing, in UTF-16 code units. */
  public static final int DEFAULT_MAX_LENGTH = 4096;

  /**
   * Bounds of a number.
   *
   * @param min inclusive; negative infinity: none
   * @param max inclusive; positive infinity: none
   */
  public record Range(double min, double max) {
    public Range {
      if (!(min <= max)) {
        throw new IllegalArgumentException(
            "range from " + min + " to " + max + " (expected: min at most max)");
      }
    }

    boolean contains(double value) {
      return min <= value && value <= max;
    }

    /** Whether there is a number between the bounds that JSON can hold. */
    boolean holdsNumber() {
      return min < Double.POSITIVE_INFINITY && max > Double.NEGATIVE_INFINITY;
    }

    /** Whether there is an integer of 32 bits between the bounds. */
    boolean holdsInt() {
      return Math.max(Math.ceil(min), Integer.MIN_VALUE)
          <= Math.min(Math.floor(max), Integer.MAX_VALUE);
    }

    /** The bounds in words: {@code 1 to 32}, {@code 0 or more}, {@code at most 1}. */
    @Override
    public String toString() {
      if (max == Double.POSITIVE_INFINITY) {
        return min == Double.NEGATIVE_INFINITY ? "any" : number(min) + " or more";
      }
      return min == Double.NEGATIVE_INFINITY
          ? "at most " + number(max)
          : number(min) + " to " + number(max);
    }

    private static String number(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }
}
