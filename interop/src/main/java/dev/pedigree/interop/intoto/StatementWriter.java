package dev.pedigree.interop.intoto;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.manifest.ManifestWriter;
import dev.pedigree.interop.writing.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an artifact as a statement with SLSA provenance, unsigned. Sources: <a
 * href="https://github.com/in-toto/attestation/tree/main/spec/v1">in-toto v1</a>, <a
 * href="https://slsa.dev/spec/v1.0/provenance">SLSA provenance v1</a>. What they have no words for
 * is in annotations that {@link StatementReader} takes back. Who built it Pedigree does not know.
 */
public final class StatementWriter implements ManifestWriter {
  /** The type of a build that tells only what Pedigree has recorded. */
  static final String BUILD_TYPE = "urn:pedigree:recorded";

  /** The annotation with what Pedigree says. */
  static final String OWN = "pedigree";

  /** In place of a digest: an id that is of a name. */
  static final String ID = "pedigreeId";

  private static final String UNKNOWN_BUILDER = "urn:pedigree:unknown-builder";

  @Override
  public Map<String, @Nullable Object> write(Manifest manifest) {
    List<Object> dependencies = new ArrayList<>();
    for (Manifest.Parent parent : manifest.parents()) {
      Manifest.Node node = parent.node();
      Members edge =
          new Members()
              .put("type", parent.type())
              .put("weight", parent.weight())
              .put("mutations", Members.mutations(parent.mutations()))
              .put("attributes", parent.attributes());
      dependencies.add(
          resource(
              node.id(),
              node.digest(),
              node.name(),
              identity(node.kind(), node.name(), node.unhashed()).put("edge", edge.map())));
    }
    Map<String, @Nullable Object> definition = new LinkedHashMap<>();
    definition.put("buildType", BUILD_TYPE);
    definition.put("externalParameters", Map.of());
    definition.put("resolvedDependencies", dependencies);
    Members details = new Members().put("builder", Map.of("id", UNKNOWN_BUILDER));
    if (manifest.createdAt() != null) {
      details.put("metadata", Map.of("finishedOn", manifest.createdAt().toString()));
    }
    return new Members()
        .put("_type", "https://in-toto.io/Statement/v1")
        .put("subject", List.of(subject(manifest)))
        .put("predicateType", "https://slsa.dev/provenance/v1")
        .put(
            "predicate",
            new Members().put("buildDefinition", definition).put("runDetails", details.map()).map())
        .map();
  }

  private static Object subject(Manifest manifest) {
    Members own =
        identity(manifest.kind(), manifest.name(), manifest.unhashed())
            .put("provenance", manifest.provenance() == null ? null : manifest.provenance().name())
            .put("description", manifest.description())
            .put("owners", manifest.owners())
            .put(
                "labels",
                manifest.labels().stream()
                    .map(it -> Map.of("key", it.key(), "value", it.value()))
                    .toList())
            .put("attributes", manifest.attributes())
            .put("revision", manifest.revision());
    return resource(manifest.id(), manifest.digest(), manifest.name(), own);
  }

  private static Members identity(
      String kind, ArtifactName name, @Nullable UnhashedReason unhashed) {
    return new Members()
        .put("kind", kind)
        .put("namespace", name.namespace())
        .put("name", name.name())
        .put("version", name.version())
        .put("unhashed", unhashed == null ? null : unhashed.name());
  }

  private static Object resource(
      ArtifactId id, @Nullable Digest digest, ArtifactName name, Members own) {
    Map<String, String> digests =
        digest == null ? Map.of(ID, id.digest().hex()) : Map.of("sha256", digest.hex());
    return new Members()
        .put("name", name.toString())
        .put("digest", digests)
        .put("annotations", Map.of(OWN, own.map()))
        .map();
  }
}
