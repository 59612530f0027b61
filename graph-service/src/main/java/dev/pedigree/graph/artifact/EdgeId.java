package dev.pedigree.graph.artifact;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names an edge for ever: the digest of its type, child and parent. */
public record EdgeId(Digest digest) {
  private static final byte[] CHILD = ascii("{\"child\":\"");
  private static final byte[] PARENT = ascii("\",\"parent\":\"");
  private static final byte[] TYPE = ascii("\",\"type\":");

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads {@code sha256:<64 lower-case hex>}; empty if it is anything else. */
  public static Optional<EdgeId> parse(String text) {
    return Digest.parse(text).map(EdgeId::new);
  }

  /** SHA-256 of the canonical JSON of {@code {"child","parent","type"}}. */
  public static EdgeId of(String type, ArtifactId child, ArtifactId parent) {
    StringBuilder quoted = new StringBuilder(32);
    CanonicalJson.string(quoted, type);
    byte[] word = quoted.toString().getBytes(StandardCharsets.UTF_8);
    byte[] json =
        new byte
            [CHILD.length
                + Digest.TEXT_LENGTH
                + PARENT.length
                + Digest.TEXT_LENGTH
                + TYPE.length
                + word.length
                + 1];
    int at = put(json, 0, CHILD);
    child.digest().writeText(json, at);
    at = put(json, at + Digest.TEXT_LENGTH, PARENT);
    parent.digest().writeText(json, at);
    at = put(json, at + Digest.TEXT_LENGTH, TYPE);
    at = put(json, at, word);
    json[at] = '}';
    return new EdgeId(Digest.of(json));
  }

  private static int put(byte[] json, int at, byte[] part) {
    System.arraycopy(part, 0, json, at, part.length);
    return at + part.length;
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
