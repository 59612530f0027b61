package dev.pedigree.graph.journal;

/** A change that this version cannot decode: a newer one wrote it. Never skipped, never guessed. */
public class UndecodableChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndecodableChangeException(String message) {
    super(message);
  }
}
