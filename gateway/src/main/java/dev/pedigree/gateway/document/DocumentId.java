package dev.pedigree.gateway.document;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a request says which document it means without sending it. */
public final class DocumentId {
  /** The document of a request that sends none: it has no operation. */
  public static final String NO_DOCUMENT = "#";

  private static final String EXTENSION = DocumentId.class.getName();
  private static final String PREFIX = "sha256:";

  private DocumentId() {}

  /**
   * The extensions of a request, and what it sent as {@code documentId} among them.
   *
   * @param id null: nothing
   */
  public static Map<String, Object> among(Map<String, Object> extensions, @Nullable String id) {
    if (id == null) {
      return extensions;
    }
    Map<String, Object> all = new HashMap<>(extensions);
    all.put(EXTENSION, id);
    return all;
  }

  /** What a request sent as {@code documentId}; null: nothing. */
  static @Nullable String of(Map<String, Object> extensions) {
    return extensions.get(EXTENSION) instanceof String id ? id : null;
  }

  /** Without the name of the function that it was made with, which some leave out. */
  static String plain(String id) {
    return id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
  }
}
