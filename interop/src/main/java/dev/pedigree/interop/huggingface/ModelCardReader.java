package dev.pedigree.interop.huggingface;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.Bytes;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import dev.pedigree.interop.reading.YamlTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads model cards. Source: <a
 * href="https://huggingface.co/docs/hub/model-cards#model-card-metadata">the Hub's metadata</a> and
 * <a href="https://github.com/huggingface/hub-docs/blob/main/modelcard.md">its specification</a>.
 *
 * <p>A card does not say which bytes it describes: its model is found by name, and so are base
 * models and datasets, which are called as on the Hub ({@code owner/model}, {@code
 * datasets/owner/data}).
 */
public final class ModelCardReader implements DocumentReader {
  /** Three names as in the address of a card on the Hub. */
  private static final Pattern HUB_FILE = Pattern.compile("([^/\\\\]+/[^/\\\\]+)/README\\.md");

  private static final Pattern HEADING = Pattern.compile("(?m)^#[ \\t]+(.+)$");

  /** What is read here by name; everything else is kept as it is. */
  private static final Set<String> KNOWN =
      Set.of(
          "model_name",
          "base_model",
          "base_model_relation",
          "datasets",
          "license",
          "license_name",
          "language",
          "library_name",
          "pipeline_tag",
          "tags",
          "model-index",
          ModelCardWriter.OWN);

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    FrontMatter card = FrontMatter.of(Bytes.textOf(document, YamlTree.MAX_BYTES));
    Place root = YamlTree.parse(card.yaml());
    if (!root.isObject()) {
      throw new UnreadableDocumentException(
          "front matter without members (expected: a mapping)", "line 1");
    }
    Recording recording = new Recording(context, out);
    Relation relation = Relation.of(root);
    ArtifactDraft model = begin(document, root, card.body(), relation, recording, context);
    describe(root, card.body(), model);
    ArtifactId id = recording.add(model);
    Place parents = root.at(ModelCardWriter.OWN).at("parents");
    if (parents.isGiven()) {
      parents.elements().forEach(it -> recording.attempt(() -> own(it, id, recording, context)));
    } else {
      bases(root, relation, id, recording, out);
      datasets(root, id, recording);
    }
    recording.submit();
    new Results(context, out, model).read(root.at("model-index"));
  }

  /** A card that Pedigree wrote says in addition which node it is of. */
  private static ArtifactDraft begin(
      Document document,
      Place root,
      String body,
      Relation relation,
      Recording recording,
      ReadingContext context) {
    Place own = root.at(ModelCardWriter.OWN);
    String kind = own.at("kind").text();
    String namespace = own.at("namespace").text();
    ArtifactDraft draft =
        recording.artifact(
            "card",
            kind != null && context.types().kind(kind).isPresent()
                ? kind
                : relation.isAdapter() ? "ADAPTER" : "MODEL",
            new ArtifactName(
                namespace == null ? context.namespace() : namespace,
                name(document, root, body),
                own.at("version").text()));
    draft.unhashed(own.at("unhashed").text()).provenance(own.at("provenance").text());
    return draft.digest(digest(own.at("digest")));
  }

  private static @Nullable Digest digest(Place place) {
    return place.isGiven()
        ? Digest.parse(place.need()).orElseThrow(() -> place.unexpected("sha256:…"))
        : null;
  }

  /** A parent as Pedigree wrote it. */
  private static void own(
      Place parent, ArtifactId model, Recording recording, ReadingContext context) {
    String kind = parent.at("kind").need();
    String type = parent.at("type").need();
    if (context.types().kind(kind).isEmpty() || context.types().edgeType(type).isEmpty()) {
      throw parent.unexpected("a kind and an edge type of the schema");
    }
    ArtifactDraft node =
        recording.artifact(
            parent.path(),
            kind,
            new ArtifactName(
                parent.at("namespace").need(),
                parent.at("name").need(),
                parent.at("version").text()));
    node.digest(digest(parent.at("digest")));
    recording.edge(
        parent.path(),
        type,
        model,
        recording.add(node),
        parent.at("weight").number(),
        List.of(),
        Map.of());
  }

  private static String name(Document document, Place root, String body) {
    if (root.at(ModelCardWriter.OWN).isGiven() && root.at("model_name").isGiven()) {
      return root.at("model_name").need();
    }
    String file = document.fileName();
    Matcher onHub = HUB_FILE.matcher(file == null ? "" : file);
    if (onHub.matches()) {
      return onHub.group(1);
    }
    String given = root.at("model_name").text();
    if (given != null && !given.isBlank()) {
      return given;
    }
    List<Place> index = root.at("model-index").oneOrMany();
    if (index.size() == 1 && index.getFirst().at("name").isGiven()) {
      return index.getFirst().at("name").need();
    }
    Matcher heading = HEADING.matcher(body);
    if (heading.find()) {
      return heading.group(1).strip();
    }
    throw new UnreadableDocumentException(
        "no name (expected: a file name of owner/model/README.md, model_name, one name in"
            + " model-index, or a heading)",
        null);
  }

  private static void describe(Place root, String body, ArtifactDraft model) {
    model.description(body, "body");
    Place license =
        root.at("license_name").isGiven() ? root.at("license_name") : root.at("license");
    model.attribute("license", license.text(), license.path());
    model.attribute("languages", texts(root.at("language")), "language");
    model.attribute("framework", root.at("library_name").text(), "library_name");
    model.attribute("task", root.at("pipeline_tag").text(), "pipeline_tag");
    for (Place tag : root.at("tags").oneOrMany()) {
      model.label(tag.need(), "", tag.path());
    }
    root.members()
        .forEach(
            (key, value) -> {
              if (!KNOWN.contains(key)) {
                model.extra(key, value.value(), value.path());
              }
            });
  }

  private static @Nullable List<String> texts(Place place) {
    List<String> texts = place.oneOrMany().stream().map(Place::need).toList();
    return texts.isEmpty() ? null : texts;
  }

  private static void bases(
      Place root, Relation relation, ArtifactId model, Recording recording, Statements out) {
    List<Place> bases = root.at("base_model").oneOrMany();
    if (relation.inferred() && !bases.isEmpty()) {
      out.lost(
          "base_model_relation",
          "not given; recorded as "
              + relation.edge()
              + ", by the rest of the card, and marked inferred");
    }
    for (Place base : bases) {
      Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
      if (relation.inferred()) {
        attributes.put("relation", "inferred");
      }
      recording.attempt(
          () -> {
            ArtifactId parent =
                recording.mention(base.path(), "MODEL", recording.name(base.need(), null));
            recording.edge(base.path(), relation.edge(), model, parent, attributes);
          });
    }
  }

  private static void datasets(Place root, ArtifactId model, Recording recording) {
    for (Place dataset : root.at("datasets").oneOrMany()) {
      recording.attempt(
          () -> {
            ArtifactId parent =
                recording.mention(dataset.path(), "DATASET", datasetName(recording, dataset, null));
            recording.edge(dataset.path(), "TRAINED_ON", model, parent, Map.of());
          });
    }
  }

  /** Models and datasets may share a name on the Hub, but not an address. */
  static ArtifactName datasetName(Recording recording, Place name, @Nullable String revision) {
    return recording.name("datasets/" + name.need(), revision);
  }
}
