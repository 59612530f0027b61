package dev.pedigree.interop.huggingface;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.manifest.ManifestWriter;
import dev.pedigree.interop.writing.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes an artifact as a model card. Source: <a
 * href="https://huggingface.co/docs/hub/model-cards#model-card-metadata">the Hub's metadata</a>. A
 * member {@code pedigree} names the node; {@link ModelCardReader} takes it back.
 */
public final class ModelCardWriter implements ManifestWriter {
  static final String OWN = "pedigree";

  private static final Map<String, String> RELATIONS =
      Map.of(
          "FINE_TUNED_FROM", "finetune",
          "CONTINUED_FROM", "finetune",
          "ADAPTER_OF", "adapter",
          "MERGED_FROM", "merge",
          "QUANTIZED_FROM", "quantized");

  @Override
  public String write(Manifest manifest) {
    Map<String, @Nullable Object> attributes = manifest.attributes();
    Members card =
        new Members()
            .put("model_name", manifest.name().name())
            .put("license", attributes.get("license"))
            .put("language", attributes.get("languages"))
            .put("library_name", attributes.get("framework"))
            .put("pipeline_tag", attributes.get("task"))
            .put("tags", manifest.labels().stream().map(ModelCardWriter::tag).toList());
    bases(manifest, card);
    card.put(
        "datasets",
        manifest.parents().stream()
            .filter(it -> it.type().equals("TRAINED_ON"))
            .map(it -> it.node().name().name().replaceFirst("^datasets/", ""))
            .toList());
    if (attributes.get("extra") instanceof Map<?, ?> extra) {
      extra.forEach(
          (name, value) -> {
            if (!card.map().containsKey(String.valueOf(name))) {
              card.put(String.valueOf(name), value);
            }
          });
    }
    card.put(OWN, own(manifest));
    String body = Optional.ofNullable(manifest.description()).orElse("# " + manifest.name().name());
    return "---\n" + yaml(card.map()) + "---\n\n" + body.strip() + "\n";
  }

  private static String tag(Label label) {
    return label.value().isEmpty() ? label.key() : label.key() + ":" + label.value();
  }

  /** One relation has to do for all: where there are several, none is named. */
  private static void bases(Manifest manifest, Members card) {
    List<String> names = new ArrayList<>();
    Set<String> relations = new TreeSet<>();
    for (Manifest.Parent parent : manifest.parents()) {
      String relation = RELATIONS.get(parent.type());
      if (relation != null) {
        names.add(parent.node().name().name());
        relations.add(relation);
      }
    }
    card.put("base_model", names.size() == 1 ? names.getFirst() : List.copyOf(names));
    if (relations.size() == 1) {
      card.put("base_model_relation", relations.iterator().next());
    }
  }

  private static Map<String, @Nullable Object> own(Manifest manifest) {
    Digest digest = manifest.digest();
    return new Members()
        .put("id", manifest.id().toString())
        .put("revision", manifest.revision())
        .put("kind", manifest.kind())
        .put("namespace", manifest.name().namespace())
        .put("version", manifest.name().version())
        .put("digest", digest == null ? null : digest.toString())
        .put("unhashed", manifest.unhashed() == null ? null : manifest.unhashed().name())
        .put("provenance", manifest.provenance() == null ? null : manifest.provenance().name())
        .put("parents", manifest.parents().stream().map(ModelCardWriter::parent).toList())
        .map();
  }

  /** Which node it is, where {@code base_model} and {@code datasets} have a name. */
  private static Object parent(Manifest.Parent parent) {
    Manifest.Node node = parent.node();
    return new Members()
        .put("type", parent.type())
        .put("kind", node.kind())
        .put("namespace", node.name().namespace())
        .put("name", node.name().name())
        .put("version", node.name().version())
        .put("digest", node.digest() == null ? null : node.digest().toString())
        .put("weight", parent.weight())
        .map();
  }

  private static String yaml(Map<String, @Nullable Object> members) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    return new Yaml(options).dump(new LinkedHashMap<>(members));
  }
}
