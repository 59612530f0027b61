package dev.pedigree.interop.mergekit;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.mergekit.Ingredients.Ingredient;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.Bytes;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import dev.pedigree.interop.reading.YamlTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads configurations of mergekit, one merge or several in a file. Source: mergekit's {@code
 * MergeConfiguration} and <a href="https://github.com/arcee-ai/mergekit/blob/main/docs">its
 * documentation</a>.
 *
 * <p>A configuration says what is merged, not what came out: the result is called after the file,
 * its version is the hash of the configuration.
 */
public final class MergeReader implements DocumentReader {
  /** Names of files that tell nothing of what is in them. */
  private static final Set<String> PLAIN_NAMES =
      Set.of("mergekit_config", "mergekit-config", "config", "merge", "merge_config");

  private static final Set<String> KNOWN =
      Set.of("name", "merge_method", "models", "slices", "modules", "base_model");

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    List<Place> configs = YamlTree.sequence(Bytes.textOf(document, YamlTree.MAX_BYTES));
    configs = configs.stream().filter(Place::isGiven).toList();
    if (configs.isEmpty()) {
      throw new UnreadableDocumentException("nothing (expected: a configuration)", null);
    }
    Map<String, ArtifactName> merged = new LinkedHashMap<>();
    for (Place config : configs) {
      if (!config.isObject() || !config.at("merge_method").isGiven()) {
        throw config.at("merge_method").unexpected("a configuration of mergekit");
      }
      ArtifactName name = name(config, document, context, configs.size() == 1);
      if (merged.putIfAbsent(name.name(), name) != null) {
        throw config.at("name").unexpected("another name than that of a merge before");
      }
    }
    List<ArtifactName> names = new ArrayList<>(merged.values());
    for (int i = 0; i < configs.size(); i++) {
      Place config = configs.get(i);
      ArtifactName name = names.get(i);
      Recording recording = new Recording(context, out);
      recording.attempt(() -> read(config, name, merged, recording, out));
      recording.submit();
    }
  }

  private static ArtifactName name(
      Place config, Document document, ReadingContext context, boolean single) {
    String version = ArtifactDraft.shortHash(Objects.requireNonNull(config.value()));
    String given = config.at("name").text();
    String name =
        given != null && !given.isBlank()
            ? given
            : single ? ofFile(document.fileName(), version) : "merge-" + version;
    return new ArtifactName(context.namespace(), name, version);
  }

  /** The file's own name or, where it is the usual one, its folder's. */
  private static String ofFile(@Nullable String fileName, String version) {
    List<String> parts =
        fileName == null
            ? List.of()
            : List.of(fileName.split("[/\\\\]")).stream().filter(it -> !it.isBlank()).toList();
    if (parts.isEmpty()) {
      return "merge-" + version;
    }
    String own = parts.getLast().replaceFirst("\\.ya?ml$", "");
    if (!own.isBlank() && !PLAIN_NAMES.contains(own)) {
      return own;
    }
    return parts.size() > 1 ? parts.get(parts.size() - 2) : "merge-" + version;
  }

  private static void read(
      Place config,
      ArtifactName name,
      Map<String, ArtifactName> merged,
      Recording recording,
      Statements out) {
    Ingredients ingredients = new Ingredients(config, out);
    if (ingredients.all().isEmpty()) {
      throw config.at("models").unexpected("models, slices or modules");
    }
    ArtifactDraft model = recording.artifact("config", "MODEL", name);
    Place dtype = config.at("out_dtype").isGiven() ? config.at("out_dtype") : config.at("dtype");
    model.attribute("precision", dtype.text(), dtype.path());
    config
        .members()
        .forEach(
            (key, value) -> {
              if (!KNOWN.contains(key)) {
                model.extra(key, value.value(), value.path());
              }
            });
    ArtifactId id = recording.add(model);
    ingredients
        .all()
        .forEach(
            (reference, ingredient) ->
                parent(config, id, reference, ingredient, merged, recording));
  }

  private static void parent(
      Place config,
      ArtifactId model,
      ModelReference reference,
      Ingredient ingredient,
      Map<String, ArtifactName> merged,
      Recording recording) {
    ArtifactName own = merged.get(reference.model().path());
    ArtifactName name =
        own != null && reference.model().revision() == null
            ? own
            : reference.model().name(recording);
    ArtifactId parent = recording.mention(ingredient.path, "MODEL", name);
    List<RecordRequest.Mutation> mutations = new ArrayList<>();
    recording
        .mutation(ingredient.path, "WEIGHT_MERGE", null, merge(config, ingredient))
        .ifPresent(mutations::add);
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    if (ingredient.isBase) {
      attributes.put("role", "base");
    }
    if (!ingredient.settings.isEmpty()) {
      attributes.put("settings", ingredient.settings);
    }
    recording.edge(
        ingredient.path, "MERGED_FROM", model, parent, ingredient.share, mutations, attributes);
    ModelReference.Part lora = reference.lora();
    if (lora != null) {
      ArtifactId adapter = recording.mention(ingredient.path, "ADAPTER", lora.name(recording));
      List<RecordRequest.Mutation> adding =
          recording.mutation(ingredient.path, "ADAPTER_MERGE", null, Map.of()).stream().toList();
      recording.edge(
          ingredient.path,
          "MERGED_FROM",
          model,
          adapter,
          null,
          adding,
          Map.of("into", reference.model().path()));
    }
  }

  private static Map<String, @Nullable Object> merge(Place config, Ingredient ingredient) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("method", config.at("merge_method").need());
    if (ingredient.density instanceof Number density) {
      fields.put("density", density);
    }
    fields.put("coefficient", ingredient.factor());
    if (config.at("parameters").at("normalize").value() instanceof Boolean normalize) {
      fields.put("normalized", normalize);
    }
    if (!ingredient.layers.isEmpty()) {
      fields.put("layers", List.copyOf(ingredient.layers));
    }
    return fields;
  }
}
