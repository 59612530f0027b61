package dev.pedigree.graph.policy;

/** Contents could not be looked up: no answer is given then, not even that of a violation. */
final class ContentsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RuntimeException why;

  ContentsException(RuntimeException why) {
    super(why);
    this.why = why;
  }

  RuntimeException why() {
    return why;
  }

  /** The one that {@code failure} was caused by is thrown as it was, if there is one. */
  static void rethrow(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ContentsException contents) {
        throw contents.why;
      }
    }
  }
}
