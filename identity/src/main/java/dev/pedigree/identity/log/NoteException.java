package dev.pedigree.identity.log;

/** A checkpoint or a key is not what it should be; the message says in which way. */
public final class NoteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoteException(String message) {
    super(message);
  }

  NoteException(String message, Throwable cause) {
    super(message, cause);
  }
}
