package dev.pedigree.gateway.document;

/** The list of trusted documents cannot be used. The message names the file and the entry. */
final class TrustedDocumentsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrustedDocumentsException(String message) {
    super(message);
  }
}
