package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An artifact as people name it: by its id, or by namespace and name, and a version or not. */
sealed interface ArtifactRef {
  Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
  Pattern NAME = Pattern.compile("([^/@]+)/(.+?)(?:@([^@]+))?", Pattern.DOTALL);

  /** By its id. */
  record ById(String id) implements ArtifactRef {
    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * By a name.
   *
   * @param version null: the newest of that name
   */
  record ByName(String namespace, String name, @Nullable String version) implements ArtifactRef {
    @Override
    public String toString() {
      return namespace + "/" + name + (version == null ? "" : "@" + version);
    }
  }

  /**
   * Reads {@code sha256:…}, {@code namespace/name} or {@code namespace/name@version}. The namespace
   * ends at the first slash, the version begins behind the last at sign.
   *
   * @throws CommandFailedException if it is none of these
   */
  static ArtifactRef parse(String text) {
    if (ID.matcher(text).matches()) {
      return new ById(text);
    }
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      throw new CommandFailedException(
          "artifact: "
              + text
              + " (expected: sha256: and 64 lower-case hexadecimal digits, or NAMESPACE/NAME[@VERSION])");
    }
    return new ByName(name.group(1), name.group(2), name.group(3));
  }
}
