package dev.pedigree.graph.service;

/** What was named is not recorded at the revision that was asked. */
public class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String message) {
    super(message);
  }
}
