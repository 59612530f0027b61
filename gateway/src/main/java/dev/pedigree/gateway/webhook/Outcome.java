package dev.pedigree.gateway.webhook;

/** What became of a delivery. */
sealed interface Outcome {
  /** The target answered that it has it. */
  record Delivered() implements Outcome {}

  /**
   * It may or may not have it.
   *
   * @param why for the owner; holds nothing that the target said but its status
   */
  record Failed(String why) implements Outcome {}
}
