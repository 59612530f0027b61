package dev.pedigree.interop.spdx;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.manifest.ManifestWriter;
import dev.pedigree.interop.writing.Members;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an artifact and its parents as SPDX 3.0.1 in JSON-LD, with its profiles for AI and data
 * sets. Source: <a href="https://spdx.github.io/spdx-spec/v3.0.1/">SPDX 3.0.1</a>. What the
 * profiles demand and nobody knows is said to be no assertion.
 */
public final class SpdxWriter implements ManifestWriter {
  private static final String CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
  private static final String NO_ASSERTION =
      "https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement";
  private static final String CREATION = "_:creation";
  private static final Set<String> AI = Set.of("MODEL", "CHECKPOINT", "ADAPTER", "TOKENIZER");
  private static final Set<String> DATA = Set.of("CORPUS", "DATASET", "EVAL_SUITE", "INDEX");

  @Override
  public Map<String, @Nullable Object> write(Manifest manifest) {
    String root = iri(manifest.id());
    String tool = root + "#tool";
    List<Object> graph = new ArrayList<>();
    graph.add(
        new Members()
            .put("type", "CreationInfo")
            .put("@id", CREATION)
            .put("specVersion", "3.0.1")
            .put("created", time(manifest.recorded().at()))
            .put("createdBy", List.of(root + "#recorder"))
            .put("createdUsing", List.of(tool))
            .map());
    graph.add(element("Agent", root + "#recorder").put("name", manifest.recorded().by()).map());
    graph.add(element("Tool", tool).put("name", "Pedigree").map());
    Set<String> elements = new LinkedHashSet<>();
    graph.add(subject(manifest, root, graph));
    elements.add(root);
    int number = 0;
    for (Manifest.Parent parent : manifest.parents()) {
      Manifest.Node node = parent.node();
      if (elements.add(iri(node.id()))) {
        graph.add(
            package_(node.id(), node.kind(), node.name(), node.digest(), Map.of(), null, null)
                .map());
      }
      graph.add(relationship(manifest.id(), parent, ++number));
    }
    graph.add(
        element("SpdxDocument", root + "#document")
            .put("name", manifest.name().toString())
            .put("comment", "revision " + manifest.revision())
            .put("profileConformance", List.of("core", "software", "ai", "dataset"))
            .put("rootElement", List.of(root))
            .put("element", List.copyOf(elements))
            .map());
    return new Members().put("@context", CONTEXT).put("@graph", graph).map();
  }

  private static String iri(ArtifactId id) {
    return "urn:pedigree:" + id;
  }

  private static Members element(String type, String iri) {
    return new Members().put("type", type).put("spdxId", iri).put("creationInfo", CREATION);
  }

  /** SPDX has whole seconds. */
  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Object subject(Manifest manifest, String root, List<Object> graph) {
    Map<String, @Nullable Object> attributes = manifest.attributes();
    String supplier = null;
    if (attributes.get("supplier") instanceof String name) {
      supplier = root + "#supplier";
      graph.add(element("Agent", supplier).put("name", name).map());
    }
    Members subject =
        package_(
            manifest.id(),
            manifest.kind(),
            manifest.name(),
            manifest.digest(),
            attributes,
            supplier,
            manifest.createdAt());
    subject.put("description", manifest.description());
    return subject.map();
  }

  private static Members package_(
      ArtifactId id,
      String kind,
      ArtifactName name,
      @Nullable Digest digest,
      Map<String, @Nullable Object> attributes,
      @Nullable String supplier,
      @Nullable Instant createdAt) {
    String type =
        AI.contains(kind)
            ? "ai_AIPackage"
            : DATA.contains(kind) ? "dataset_DatasetPackage" : "software_Package";
    Members element = element(type, iri(id)).put("name", name.name());
    element.put("software_packageVersion", name.version() == null ? "NOASSERTION" : name.version());
    element.put("software_primaryPurpose", purpose(kind));
    element.put(
        "software_downloadLocation",
        attributes.get("location") instanceof String where && where.contains(":")
            ? where
            : "urn:pedigree:unknown-location");
    element.put("comment", "kind " + kind + " in namespace " + name.namespace());
    if (digest != null) {
      Map<String, String> hash = new LinkedHashMap<>();
      hash.put("type", "Hash");
      hash.put("algorithm", "sha256");
      hash.put("hashValue", digest.hex());
      element.put("verifiedUsing", List.of(hash));
    }
    String released = createdAt == null ? null : time(createdAt);
    element.put("releaseTime", released);
    element.put("suppliedBy", supplier == null ? NO_ASSERTION : supplier);
    if (type.equals("ai_AIPackage")) {
      ai(element, attributes);
    } else if (type.equals("dataset_DatasetPackage")) {
      element.put("builtTime", released);
      element.put("originatedBy", List.of(supplier == null ? NO_ASSERTION : supplier));
      element.put("dataset_datasetType", List.of(datasetType(attributes)));
    }
    return element;
  }

  private static String purpose(String kind) {
    return switch (kind) {
      case "MODEL", "CHECKPOINT", "ADAPTER" -> "model";
      case "CORPUS", "DATASET", "EVAL_SUITE", "INDEX" -> "data";
      case "CODE" -> "source";
      default -> "other";
    };
  }

  private static void ai(Members element, Map<String, @Nullable Object> attributes) {
    if (attributes.get("architecture") instanceof String architecture) {
      element.put("ai_typeOfModel", List.of(architecture));
    }
    if (attributes.get("task") instanceof String task) {
      element.put("ai_domain", List.of(task));
    }
    List<Object> parameters = new ArrayList<>();
    for (String name : List.of("parameters", "contextLength", "precision", "method", "rank")) {
      Object value = attributes.get(name);
      if (value != null) {
        parameters.add(
            new Members()
                .put("type", "DictionaryEntry")
                .put("key", name)
                .put("value", value.toString())
                .map());
      }
    }
    element.put("ai_hyperparameter", parameters);
  }

  /** What SPDX calls the first of the modalities that it knows. */
  private static String datasetType(Map<String, @Nullable Object> attributes) {
    if (attributes.get("modalities") instanceof List<?> modalities) {
      for (Object modality : modalities) {
        switch (String.valueOf(modality)) {
          case "text", "image", "audio", "video" -> {
            return String.valueOf(modality);
          }
          case "tabular" -> {
            return "structured";
          }
          case "code" -> {
            return "syntactic";
          }
          default -> {}
        }
      }
    }
    return "noAssertion";
  }

  private static Object relationship(ArtifactId child, Manifest.Parent parent, int number) {
    Members comment =
        new Members()
            .put("type", parent.type())
            .put("weight", parent.weight())
            .put("mutations", Members.mutations(parent.mutations()))
            .put("attributes", parent.attributes());
    return element("Relationship", iri(child) + "#relationship-" + number)
        .put("from", iri(child))
        .put("relationshipType", type(parent.type()))
        .put("to", List.of(iri(parent.node().id())))
        .put("completeness", "noAssertion")
        .put("comment", comment.json())
        .map();
  }

  private static String type(String edge) {
    return switch (edge) {
      case "TRAINED_ON" -> "trainedOn";
      case "FINE_TUNED_FROM",
          "CONTINUED_FROM",
          "PRUNED_FROM",
          "QUANTIZED_FROM",
          "MERGED_FROM",
          "ADAPTER_OF",
          "DISTILLED_FROM",
          "DERIVED_FROM",
          "REVISED_FROM" ->
          "descendantOf";
      case "BUILT_WITH", "GENERATED_BY", "TOKENIZED_WITH", "EMBEDDED_WITH" -> "usesTool";
      default -> "dependsOn";
    };
  }
}
