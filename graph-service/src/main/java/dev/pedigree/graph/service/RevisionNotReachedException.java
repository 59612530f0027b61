package dev.pedigree.graph.service;

/** The revision that was asked for is not written, or not applied here yet. */
public class RevisionNotReachedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RevisionNotReachedException(String message) {
    super(message);
  }
}
