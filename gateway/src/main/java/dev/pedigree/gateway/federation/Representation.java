package dev.pedigree.gateway.federation;

import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a router names an entity: its type and the fields of one of its keys. */
sealed interface Representation {
  /**
   * An artifact by its id.
   *
   * @param kind the kind that it must have; null: whichever it has
   */
  record Artifact(@Nullable Kind kind, ArtifactId id) implements Representation {}

  /** Likewise, by one of its names. */
  record Named(@Nullable Kind kind, ArtifactName name) implements Representation {}

  record Edge(EdgeId id) implements Representation {}

  /**
   * Reads one.
   *
   * @param path of it, such as {@code representations[3]}
   * @throws RefusedException if it is none; UNKNOWN_TYPE if its type is no entity's, INVALID_DIGEST
   *     if its id can be nobody's
   */
  static Representation read(String path, @Nullable Object value, TypeSystem types) {
    if (!(value instanceof Map<?, ?> fields)) {
      throw RefusedException.invalid(path, Shown.value(value), "an object");
    }
    String typeName = text(path, fields, "__typename");
    return switch (typeName) {
      case "Edge" -> new Edge(new EdgeId(id(path, fields).digest()));
      case "Artifact" -> artifact(path, fields, null);
      default -> artifact(path, fields, kind(path, typeName, types));
    };
  }

  private static Kind kind(String path, String typeName, TypeSystem types) {
    return types.kinds().stream()
        .filter(kind -> kind.typeName().equals(typeName))
        .findFirst()
        .orElseThrow(() -> unknown(path + ".__typename", typeName));
  }

  private static RefusedException unknown(String path, String typeName) {
    return new RefusedException(
        ErrorCode.UNKNOWN_TYPE,
        "%s: %s (expected: Artifact, Edge or the type of a kind)"
            .formatted(path, Shown.text(typeName)),
        path);
  }

  private static Representation artifact(String path, Map<?, ?> fields, @Nullable Kind kind) {
    if (fields.containsKey("id")) {
      return new Artifact(kind, id(path, fields));
    }
    if (!fields.containsKey("name")) {
      throw RefusedException.invalid(
          path, Shown.value(fields), "id, or namespace, name and version");
    }
    return new Named(
        kind,
        new ArtifactName(
            text(path, fields, "namespace"), text(path, fields, "name"), version(path, fields)));
  }

  private static ArtifactId id(String path, Map<?, ?> fields) {
    return Ids.parse(path + ".id", text(path, fields, "id"));
  }

  private static @Nullable String version(String path, Map<?, ?> fields) {
    return fields.get("version") == null ? null : text(path, fields, "version");
  }

  private static String text(String path, Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw RefusedException.invalid(
        path + "." + name,
        fields.containsKey(name) ? Shown.value(fields.get(name)) : "missing",
        "a text");
  }
}
