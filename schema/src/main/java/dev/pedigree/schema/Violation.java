package dev.pedigree.schema;

/**
 * A value that its declaration does not allow.
 *
 * @param path the field, with the index where it is a list: {@code languages[2]}
 * @param value the value in one short line, or {@code missing}
 * @param expected what would have been allowed
 */
public record Violation(String path, String value, String expected) {

  /** All of it in one line: {@code bits: 64 (expected: 1 to 32)}. */
  public String message() {
    return path + ": " + value + " (expected: " + expected + ")";
  }
}
