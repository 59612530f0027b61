package dev.pedigree.gateway.document;

/** How a request says which document it means without sending it. */
public final class DocumentId {
  /** The attribute of a request that holds what it sent as {@code documentId}. */
  public static final String ATTRIBUTE = DocumentId.class.getName();

  /** The document of a request that sends none. */
  public static final String NO_DOCUMENT = "";

  private static final String PREFIX = "sha256:";

  private DocumentId() {}

  /** Without the name of the function that it was made with, which some leave out. */
  static String plain(String id) {
    return id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
  }
}
