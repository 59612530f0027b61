package dev.pedigree.interop;

import org.jspecify.annotations.Nullable;

/** A document is not of the format that it was read as, or is broken. */
public final class UnreadableDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String path;

  /**
   * Broken at {@code path}.
   *
   * @param message what is there, and what was expected
   * @param path where in the document: a line, a column, a member; null: the whole of it
   */
  public UnreadableDocumentException(String message, @Nullable String path) {
    super(message);
    this.path = path;
  }

  /** Where in the document; null: the whole of it. */
  public @Nullable String path() {
    return path;
  }
}
