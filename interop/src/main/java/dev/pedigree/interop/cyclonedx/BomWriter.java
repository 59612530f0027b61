package dev.pedigree.interop.cyclonedx;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.manifest.ManifestWriter;
import dev.pedigree.interop.writing.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes an artifact and its parents as a bill of materials. Source: <a
 * href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>. What CycloneDX has no field for is
 * in properties that {@link BomReader} takes back.
 */
public final class BomWriter implements ManifestWriter {
  private static final Set<String> WEIGHTS = Set.of("MODEL", "CHECKPOINT", "ADAPTER");

  /** Edges to what it was made out of, rather than with. */
  private static final Set<String> DESCENT =
      Set.of(
          "FINE_TUNED_FROM",
          "CONTINUED_FROM",
          "ADAPTER_OF",
          "MERGED_FROM",
          "DISTILLED_FROM",
          "QUANTIZED_FROM",
          "PRUNED_FROM",
          "DERIVED_FROM",
          "REVISED_FROM");

  @Override
  public Map<String, @Nullable Object> write(Manifest manifest) {
    List<Object> components = new ArrayList<>();
    Set<String> dependsOn = new LinkedHashSet<>();
    Set<String> written = new LinkedHashSet<>();
    List<Object> ancestors = new ArrayList<>();
    List<Object> datasets = new ArrayList<>();
    for (Manifest.Parent parent : manifest.parents()) {
      String ref = parent.node().id().toString();
      boolean isNew = written.add(ref);
      if (DESCENT.contains(parent.type()) && isNew) {
        ancestors.add(component(parent.node()));
        continue;
      }
      if (isNew) {
        components.add(component(parent.node()));
      }
      if (parent.type().equals("TRAINED_ON") && WEIGHTS.contains(manifest.kind())) {
        datasets.add(Map.of("ref", ref));
      } else if (!DESCENT.contains(parent.type())) {
        dependsOn.add(ref);
      }
    }
    String own = manifest.id().toString();
    return new Members()
        .put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
        .put("bomFormat", "CycloneDX")
        .put("specVersion", "1.6")
        .put("serialNumber", "urn:uuid:" + uuid(own))
        .put("version", Math.max(1, manifest.revision()))
        .put("metadata", new Members().put("component", subject(manifest, ancestors, datasets)))
        .put("components", components)
        .put(
            "dependencies",
            List.of(new Members().put("ref", own).put("dependsOn", List.copyOf(dependsOn)).map()))
        .map();
  }

  private static UUID uuid(String id) {
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
  }

  private static Members subject(Manifest manifest, List<Object> ancestors, List<Object> datasets) {
    Members component =
        head(manifest.id().toString(), manifest.kind(), manifest.name(), manifest.digest());
    Map<String, @Nullable Object> attributes = manifest.attributes();
    component.put("description", manifest.description());
    if (attributes.get("supplier") instanceof String supplier) {
      component.put("supplier", Map.of("name", supplier));
    }
    component.put(
        "authors", manifest.owners().stream().<Object>map(it -> Map.of("name", it)).toList());
    if (attributes.get("license") instanceof String license) {
      component.put("licenses", List.of(Map.of("license", Map.of("name", license))));
    }
    component.put("pedigree", new Members().put("ancestors", ancestors).map());
    if (WEIGHTS.contains(manifest.kind())) {
      component.put("modelCard", card(attributes, datasets));
    }
    component.put("properties", properties(manifest));
    return component;
  }

  private static @Nullable Object card(
      Map<String, @Nullable Object> attributes, List<Object> datasets) {
    Members parameters =
        new Members()
            .put("task", attributes.get("task"))
            .put("modelArchitecture", attributes.get("architecture"))
            .put("datasets", datasets);
    return new Members().put("modelParameters", parameters.map()).map();
  }

  private static Members head(String ref, String kind, ArtifactName name, @Nullable Digest digest) {
    Members component =
        new Members().put("type", type(kind)).put("bom-ref", ref).put("name", name.name());
    component.put("version", name.version());
    if (digest != null) {
      component.put("hashes", List.of(Map.of("alg", "SHA-256", "content", digest.hex())));
    }
    return component;
  }

  private static String type(String kind) {
    return switch (kind) {
      case "MODEL", "CHECKPOINT", "ADAPTER" -> "machine-learning-model";
      case "CODE" -> "application";
      case "DEPLOYMENT" -> "platform";
      default -> "data";
    };
  }

  private static Map<String, @Nullable Object> component(Manifest.Node node) {
    return head(node.id().toString(), node.kind(), node.name(), node.digest())
        .put("properties", List.copyOf(identity(node.kind(), node.name(), node.unhashed())))
        .map();
  }

  private static List<Object> identity(
      String kind, ArtifactName name, @Nullable UnhashedReason unhashed) {
    List<Object> properties = new ArrayList<>();
    properties.add(property(Properties.KIND, kind));
    properties.add(property(Properties.NAMESPACE, name.namespace()));
    if (unhashed != null) {
      properties.add(property(Properties.UNHASHED, unhashed.name()));
    }
    return properties;
  }

  private static Object property(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private static List<Object> properties(Manifest manifest) {
    List<Object> properties = identity(manifest.kind(), manifest.name(), manifest.unhashed());
    if (manifest.provenance() != null) {
      properties.add(property(Properties.PROVENANCE, manifest.provenance().name()));
    }
    if (manifest.createdAt() != null) {
      properties.add(property(Properties.CREATED, manifest.createdAt().toString()));
    }
    if (!manifest.attributes().isEmpty()) {
      properties.add(property(Properties.ATTRIBUTES, CanonicalJson.of(manifest.attributes())));
    }
    for (Label label : manifest.labels()) {
      Members pair = new Members().put("key", label.key()).put("value", label.value());
      properties.add(property(Properties.LABEL, pair.json()));
    }
    for (Manifest.Parent parent : manifest.parents()) {
      Members edge =
          new Members()
              .put("type", parent.type())
              .put("parent", parent.node().id().toString())
              .put("weight", parent.weight())
              .put("mutations", Members.mutations(parent.mutations()))
              .put("attributes", parent.attributes());
      properties.add(property(Properties.EDGE, edge.json()));
    }
    return properties;
  }
}
