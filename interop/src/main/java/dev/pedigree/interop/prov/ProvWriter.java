package dev.pedigree.interop.prov;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.manifest.ManifestWriter;
import dev.pedigree.interop.writing.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an artifact and its parents as PROV-JSON. Source: <a
 * href="https://www.w3.org/submissions/prov-json/">PROV-JSON</a>. What PROV has no words for is in
 * attributes of Pedigree's that {@link ProvReader} takes back.
 */
public final class ProvWriter implements ManifestWriter {
  @Override
  public Map<String, @Nullable Object> write(Manifest manifest) {
    Map<String, @Nullable Object> entities = new LinkedHashMap<>();
    entities.put(id(manifest.id()), subject(manifest));
    Map<String, Object> derivations = new LinkedHashMap<>();
    for (Manifest.Parent parent : manifest.parents()) {
      Manifest.Node node = parent.node();
      entities.putIfAbsent(
          id(node.id()),
          identity(node.kind(), node.name(), node.digest() != null, node.unhashed()).map());
      derivations.put("_:edge" + (derivations.size() + 1), derivation(manifest.id(), parent));
    }
    Map<String, Object> agents = new LinkedHashMap<>();
    Map<String, Object> attributions = new LinkedHashMap<>();
    for (String owner : manifest.owners()) {
      String agent = "owner:" + (agents.size() + 1);
      agents.put(agent, new Members().put("prov:label", one(owner)).map());
      attributions.put(
          "_:owner" + agents.size(), Map.of("prov:entity", id(manifest.id()), "prov:agent", agent));
    }
    return new Members()
        .put(
            "prefix",
            new Members()
                .put("sha256", Vocabulary.SHA256)
                .put("pedigree", Vocabulary.PEDIGREE)
                .put("owner", id(manifest.id()).replace("sha256:", Vocabulary.SHA256) + "#owner-")
                .map())
        .put("entity", entities)
        .put("agent", agents)
        .put("wasAttributedTo", attributions)
        .put("wasGeneratedBy", generation(manifest))
        .put("wasDerivedFrom", derivations)
        .map();
  }

  /** Ids are qualified names already: a prefix, a colon, 64 digits. */
  private static String id(ArtifactId id) {
    return id.toString();
  }

  private static Members identity(
      String kind, ArtifactName name, boolean isHashed, @Nullable UnhashedReason unhashed) {
    Members entity =
        new Members()
            .put("pedigree:kind", one(kind))
            .put("pedigree:namespace", one(name.namespace()))
            .put("pedigree:name", one(name.name()))
            .put("pedigree:version", one(name.version()));
    if (!isHashed) {
      entity.put("pedigree:hashed", one(typed("false", "xsd:boolean")));
    }
    return entity.put("pedigree:unhashed", unhashed == null ? null : one(unhashed.name()));
  }

  /** An attribute's values are a list, also one: ProvToolbox knows them by that. */
  private static @Nullable Object one(@Nullable Object value) {
    return value == null ? null : List.of(value);
  }

  private static @Nullable Object json(Object value) {
    boolean isEmpty = value instanceof Map<?, ?> map ? map.isEmpty() : ((List<?>) value).isEmpty();
    return isEmpty ? null : one(CanonicalJson.of(value));
  }

  private static Map<String, String> typed(String value, String type) {
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("$", value);
    typed.put("type", type);
    return typed;
  }

  private static Map<String, @Nullable Object> subject(Manifest manifest) {
    return identity(
            manifest.kind(), manifest.name(), manifest.digest() != null, manifest.unhashed())
        .put("prov:label", one(manifest.name().name()))
        .put(
            "pedigree:provenance",
            manifest.provenance() == null ? null : one(manifest.provenance().name()))
        .put("pedigree:description", one(manifest.description()))
        .put("pedigree:attributes", json(manifest.attributes()))
        .put(
            "pedigree:labels",
            json(
                manifest.labels().stream()
                    .map(it -> Map.of("key", it.key(), "value", it.value()))
                    .toList()))
        .map();
  }

  private static @Nullable Object generation(Manifest manifest) {
    return manifest.createdAt() == null
        ? null
        : Map.of(
            "_:made",
            new Members()
                .put("prov:entity", id(manifest.id()))
                .put("prov:time", manifest.createdAt().toString())
                .map());
  }

  private static Object derivation(ArtifactId child, Manifest.Parent parent) {
    Double weight = parent.weight();
    return new Members()
        .put("prov:generatedEntity", id(child))
        .put("prov:usedEntity", id(parent.node().id()))
        .put(
            "prov:type",
            parent.type().equals("REVISED_FROM")
                ? one(typed("prov:Revision", "prov:QUALIFIED_NAME"))
                : null)
        .put("pedigree:edgeType", one(parent.type()))
        .put("pedigree:weight", weight == null ? null : one(typed(weight.toString(), "xsd:double")))
        .put("pedigree:mutations", json(Members.mutations(parent.mutations())))
        .put("pedigree:attributes", json(parent.attributes()))
        .map();
  }
}
