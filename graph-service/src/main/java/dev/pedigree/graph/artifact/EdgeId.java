package dev.pedigree.graph.artifact;

import java.util.Optional;

/** Names an edge for ever: the digest of its type, child and parent. */
public record EdgeId(Digest digest) {
  /** Reads {@code sha256:<64 lower-case hex>}; empty if it is anything else. */
  public static Optional<EdgeId> parse(String text) {
    return Digest.parse(text).map(EdgeId::new);
  }

  /** SHA-256 of the canonical JSON of {@code {"child","parent","type"}}. */
  public static EdgeId of(String type, ArtifactId child, ArtifactId parent) {
    StringBuilder json = new StringBuilder(224);
    json.append("{\"child\":\"")
        .append(child)
        .append("\",\"parent\":\"")
        .append(parent)
        .append("\",\"type\":");
    CanonicalJson.string(json, type);
    return new EdgeId(Digest.of(json.append('}').toString()));
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
