package dev.pedigree.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids that every client computes alike: {@code sha256:} and 64 lower-case hexadecimal digits. An
 * artifact with content is recorded with the id of that content as its {@code digest}; without
 * content its id is that of its name, which the gateway computes itself.
 *
 * <p>{@code docs/identity.md} has the recipes, {@code docs/identity-vectors.json} examples of each.
 */
public final class Ids {
  private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private Ids() {}

  /** The id of these bytes: their SHA-256. */
  public static String ofBytes(byte[] content) {
    return of(sha256().digest(content));
  }

  /** The id of a text, such as a prompt: of its UTF-8 bytes, exactly as they are. */
  public static String ofText(String content) {
    return ofBytes(content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The id of a file or of a folder; see {@link Content}.
   *
   * @throws ContentException if it cannot be read, or changes meanwhile
   */
  public static String ofPath(Path path) {
    return Content.at(path).id(ReadProgress.NONE);
  }

  /**
   * The id of what a repository holds at a commit, whichever repository that is.
   *
   * @param commit the whole hash, 40 or 64 lower-case hexadecimal digits
   */
  public static String ofGitCommit(String commit) {
    if (!COMMIT.matcher(commit).matches()) {
      throw new IllegalArgumentException(
          "commit: " + commit + " (expected: all of its 40 or 64 lower-case hexadecimal digits)");
    }
    return ofJson(Map.of("gitCommit", commit));
  }

  /**
   * The id of what a table holds at a snapshot that its format keeps unchanged.
   *
   * @param table what names the table for ever; for Iceberg and Delta its UUID
   * @param snapshot the snapshot's id or version, in digits as the format writes them
   */
  public static String ofTableSnapshot(String table, String snapshot) {
    return ofJson(Map.of("table", table, "snapshot", snapshot));
  }

  /**
   * The id of something that is recorded without a digest.
   *
   * @param kind as the API writes it, such as {@code DEPLOYMENT}
   * @param version null: the name has none
   */
  public static String ofName(
      String kind, String namespace, String name, @Nullable String version) {
    var identity = new TreeMap<String, Object>();
    identity.put("kind", kind);
    identity.put("namespace", namespace);
    identity.put("name", name);
    if (version != null) {
      identity.put("version", version);
    }
    return ofJson(identity);
  }

  /**
   * The id of an edge.
   *
   * @param type as the API writes it, such as {@code TRAINED_ON}
   * @param child the id of the artifact that descends
   * @param parent the id of the artifact that it descends from
   */
  public static String ofEdge(String type, String child, String parent) {
    return ofJson(Map.of("type", type, "child", check(child), "parent", check(parent)));
  }

  static String ofJson(Map<String, ?> object) {
    return ofText(CanonicalJson.of(object));
  }

  static String of(byte[] sha256) {
    return "sha256:" + HexFormat.of().formatHex(sha256);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String check(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "id: " + id + " (expected: sha256: and 64 lower-case hexadecimal digits)");
    }
    return id;
  }
}
