package dev.pedigree.interop.mlflow;

/** A tracking server does not answer, or not as its documentation says. */
public final class MlflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MlflowException(String message) {
    super(message);
  }

  MlflowException(String message, Throwable cause) {
    super(message, cause);
  }
}
