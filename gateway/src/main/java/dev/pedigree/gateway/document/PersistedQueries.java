package dev.pedigree.gateway.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.graph.artifact.Digest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Valid documents that clients sent together with their hashes, so that they need not send them
 * again; what was not asked for lately is forgotten. A gateway knows only what was sent to itself.
 */
@Component
final class PersistedQueries {
  private static final int LONGEST = 65_536;

  private final Cache<String, String> documents;

  PersistedQueries(DocumentProperties properties) {
    this.documents =
        Caffeine.newBuilder()
            .maximumWeight(properties.persistedQueries().toBytes())
            .weigher((String hash, String text) -> hash.length() + text.length())
            .build();
  }

  /** SHA-256 of the text as UTF-8, in lower-case hexadecimal digits. */
  static String hash(String text) {
    return Digest.of(text).hex();
  }

  /** The document of that hash; empty: not known, or not any more. */
  Optional<String> document(String hash) {
    return Optional.ofNullable(documents.getIfPresent(hash));
  }

  /** Keeps a document, unless it is very long. */
  void keep(String hash, String text) {
    if (text.length() <= LONGEST) {
      documents.put(hash, text);
    }
  }
}
