package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Ids of artifacts, as arguments name them. */
public final class Ids {
  private Ids() {}

  /**
   * An id.
   *
   * @param path of the argument
   * @throws RefusedException INVALID_DIGEST if {@code text} is none
   */
  public static ArtifactId parse(String path, String text) {
    return ArtifactId.parse(text)
        .orElseThrow(
            () ->
                refused(
                    ErrorCode.INVALID_DIGEST,
                    path,
                    text,
                    "sha256: and 64 lower-case hexadecimal digits"));
  }

  /**
   * The id of an artifact that is recorded.
   *
   * @throws RefusedException INVALID_DIGEST as {@link #parse}, or NOT_FOUND
   */
  public static ArtifactId existing(Snapshot snapshot, String path, String text) {
    ArtifactId id = parse(path, text);
    if (!snapshot.contains(id)) {
      throw refused(
          ErrorCode.NOT_FOUND, path, text, "an artifact at revision " + snapshot.revision());
    }
    return id;
  }

  /**
   * Likewise, several of them.
   *
   * @param path of the list
   */
  public static List<ArtifactId> existing(Snapshot snapshot, String path, List<String> texts) {
    List<ArtifactId> ids = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      ids.add(existing(snapshot, path + "[" + i + "]", texts.get(i)));
    }
    return ids;
  }

  private static RefusedException refused(
      ErrorCode code, String path, String text, String expected) {
    return new RefusedException(
        code, path + ": " + Shown.text(text) + " (expected: " + expected + ")", path);
  }
}
