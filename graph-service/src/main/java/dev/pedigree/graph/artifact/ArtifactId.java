package dev.pedigree.graph.artifact;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a node for ever: the digest of its content or, where there is none, of its canonical
 * identity.
 */
public record ArtifactId(Digest digest) implements Comparable<ArtifactId> {
  /** Reads {@code sha256:<64 lower-case hex>}; empty if it is anything else. */
  public static Optional<ArtifactId> parse(String text) {
    return Digest.parse(text).map(ArtifactId::new);
  }

  /**
   * The id of something without a digest: SHA-256 of the canonical JSON (RFC 8785) of its kind,
   * namespace, name and, where there is one, version.
   *
   * @param kind the kind's API name, such as {@code DEPLOYMENT}
   */
  public static ArtifactId ofIdentity(String kind, ArtifactName name) {
    StringBuilder json = new StringBuilder(96);
    json.append("{\"kind\":");
    CanonicalJson.string(json, kind);
    json.append(",\"name\":");
    CanonicalJson.string(json, name.name());
    json.append(",\"namespace\":");
    CanonicalJson.string(json, name.namespace());
    @Nullable String version = name.version();
    if (version != null) {
      json.append(",\"version\":");
      CanonicalJson.string(json, version);
    }
    return new ArtifactId(Digest.of(json.append('}').toString()));
  }

  @Override
  public int compareTo(ArtifactId that) {
    return digest.compareTo(that.digest);
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
