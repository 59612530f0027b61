package dev.pedigree.graph.journal;

/** The journal is not what was written: a hash, a gap or a length does not hold. */
public class JournalDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalDamagedException(String message) {
    super(message);
  }
}
