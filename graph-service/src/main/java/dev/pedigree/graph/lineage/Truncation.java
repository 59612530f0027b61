package dev.pedigree.graph.lineage;

/**
 * Why an answer is not complete.
 *
 * @param detail figures, for a person to read
 */
public record Truncation(Reason reason, String detail) {
  /** What ran out. */
  public enum Reason {
    TIME_BUDGET,
    SIZE_BUDGET,
    CANCELLED
  }
}
