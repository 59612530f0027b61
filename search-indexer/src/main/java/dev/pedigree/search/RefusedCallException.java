package dev.pedigree.search;

/** Elasticsearch refused a call, and would refuse it again. */
final class RefusedCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  RefusedCallException(int status, String type, String reason, Throwable cause) {
    super("Elasticsearch: " + status + " " + type + ": " + reason, cause);
    this.status = status;
    this.type = type;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** In Elasticsearch's words, such as {@code version_conflict_engine_exception}. */
  String type() {
    return type;
  }
}
