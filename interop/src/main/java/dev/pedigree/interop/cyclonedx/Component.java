package dev.pedigree.interop.cyclonedx;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import dev.pedigree.schema.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A component as an artifact.
 *
 * @param digest its SHA-256; null: it has none
 * @param name its purl, or its group and name
 * @param kind null: no kind of artifact is like it
 */
record Component(Place place, ArtifactName name, @Nullable Digest digest, @Nullable String kind) {
  private static final Set<String> CODE =
      Set.of(
          "application",
          "framework",
          "library",
          "container",
          "platform",
          "device-driver",
          "firmware",
          "file");

  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "bom-ref",
          "group",
          "name",
          "version",
          "description",
          "hashes",
          "licenses",
          "components",
          "pedigree",
          "modelCard",
          "properties",
          "supplier",
          "authors",
          "tags");

  static Component of(Place place, ReadingContext context, Statements out) {
    Digest digest = sha256(place);
    ArtifactName name = name(place, context);
    String told = told(place, context);
    if (told == null) {
      return new Component(place, name, digest, null);
    }
    Optional<Standing.Known> known =
        digest == null ? out.named(name) : out.known(new ArtifactId(digest));
    boolean isVague = told.equals("CODE") && Properties.first(place, Properties.KIND) == null;
    String kind = known.map(it -> of(told, isVague, it.kinds(), context)).orElse(told);
    return new Component(place, name, digest, kind);
  }

  private static @Nullable Digest sha256(Place place) {
    for (Place hash : place.at("hashes").elements()) {
      if ("SHA-256".equals(hash.at("alg").text())) {
        String hex = hash.at("content").need().toLowerCase(Locale.ROOT);
        return Digest.parse("sha256:" + hex)
            .orElseThrow(() -> hash.at("content").unexpected("64 hexadecimal digits"));
      }
    }
    return null;
  }

  private static ArtifactName name(Place place, ReadingContext context) {
    String own = Properties.first(place, Properties.NAMESPACE);
    String namespace = own == null || own.isBlank() ? context.namespace() : own;
    String version = place.at("version").text();
    version = version == null || version.isBlank() ? null : version;
    String purl = place.at("purl").text();
    if (own == null && purl != null && !purl.isBlank()) {
      return purl(namespace, purl, version);
    }
    String group = place.at("group").text();
    String name = place.at("name").need();
    return new ArtifactName(
        namespace, group == null || group.isBlank() ? name : group + "/" + name, version);
  }

  /**
   * The version of a purl is after the last {@code @} of its path. Source: the purl specification.
   */
  private static ArtifactName purl(String namespace, String purl, @Nullable String version) {
    int end = purl.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = purl.indexOf(mark);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    int at = purl.substring(0, end).lastIndexOf('@');
    if (at <= purl.substring(0, end).lastIndexOf('/')) {
      return new ArtifactName(namespace, purl, version);
    }
    return new ArtifactName(
        namespace, purl.substring(0, at) + purl.substring(end), purl.substring(at + 1, end));
  }

  private static @Nullable String told(Place place, ReadingContext context) {
    String own = Properties.first(place, Properties.KIND);
    if (own != null && context.types().kind(own).isPresent()) {
      return own;
    }
    String type = place.at("type").need();
    return switch (type) {
      case "machine-learning-model" -> "MODEL";
      case "data" -> "DATASET";
      default -> CODE.contains(type) ? "CODE" : null;
    };
  }

  private static String of(
      String told, boolean isVague, Set<String> known, ReadingContext context) {
    Kind kind = context.types().kind(told).orElseThrow();
    return known.stream()
        .filter(it -> context.types().kind(it).map(other -> other.sameFamily(kind)).orElse(false))
        .findFirst()
        .orElse(isVague ? known.iterator().next() : told);
  }

  /** What others call it in the document; null: nothing. */
  @Nullable String ref() {
    String ref = place.at("bom-ref").text();
    return ref == null || ref.isBlank() ? null : ref;
  }

  /** Those in it. */
  List<Place> inner() {
    return place.at("components").elements();
  }

  ArtifactId id(Recording recording) {
    return begin(recording).id();
  }

  private ArtifactDraft begin(Recording recording) {
    return recording.artifact(place.path(), String.valueOf(kind), name).digest(digest);
  }

  ArtifactDraft draft(Recording recording) {
    ArtifactDraft draft = begin(recording);
    draft.description(place.at("description").text(), place.path() + ".description");
    created(draft);
    draft.unhashed(Properties.first(place, Properties.UNHASHED));
    draft.provenance(Properties.first(place, Properties.PROVENANCE));
    fields(draft);
    licenses(place.at("licenses"), draft);
    draft.attribute("supplier", place.at("supplier").at("name").text(), place.path() + ".supplier");
    card(place.at("modelCard"), draft);
    locations(draft);
    for (Place author : place.at("authors").elements()) {
      draft.owner(author.at("name").text());
    }
    for (Place tag : place.at("tags").elements()) {
      draft.label(tag.need(), "", tag.path());
    }
    for (Place label : Properties.all(place, Properties.LABEL)) {
      Place pair = JsonTree.parse(label.need().getBytes(StandardCharsets.UTF_8), label.path());
      draft.label(pair.at("key").need(), String.valueOf(pair.at("value").text()), pair.path());
    }
    for (Place data : place.at("data").elements()) {
      for (Place owner : data.at("governance").at("owners").elements()) {
        draft.owner(owner.at("organization").at("name").text());
        draft.owner(owner.at("contact").at("name").text());
      }
    }
    place
        .members()
        .forEach(
            (key, value) -> {
              if (!KNOWN.contains(key)) {
                draft.extra(key, value.value(), value.path());
              }
            });
    draft.extra("hashes", otherHashes(), place.path() + ".hashes");
    draft.extra("properties", Properties.ofOthers(place), place.path() + ".properties");
    return draft;
  }

  private void created(ArtifactDraft draft) {
    for (Place time : Properties.all(place, Properties.CREATED)) {
      draft.createdAt(time.time());
    }
  }

  /** The fields that Pedigree wrote; they go before what CycloneDX has of them. */
  private void fields(ArtifactDraft draft) {
    for (Place json : Properties.all(place, Properties.ATTRIBUTES)) {
      Place fields = JsonTree.parse(json.need().getBytes(StandardCharsets.UTF_8), json.path());
      fields
          .members()
          .forEach(
              (name, value) -> {
                if (name.equals("extra") && value.isObject()) {
                  value.members().forEach((key, it) -> draft.extra(key, it.value(), it.path()));
                } else {
                  draft.attribute(name, value.value(), value.path());
                }
              });
    }
  }

  private List<Object> otherHashes() {
    return place.at("hashes").elements().stream()
        .filter(hash -> !"SHA-256".equals(hash.at("alg").text()))
        .<Object>map(hash -> Objects.requireNonNull(hash.value()))
        .toList();
  }

  private static void licenses(Place licenses, ArtifactDraft draft) {
    List<Place> all = licenses.elements();
    if (all.size() == 1) {
      Place license = all.getFirst().at("license");
      Place text =
          all.getFirst().at("expression").isGiven()
              ? all.getFirst().at("expression")
              : license.at("id").isGiven() ? license.at("id") : license.at("name");
      draft.attribute("license", text.text(), text.path());
    } else {
      draft.extra("licenses", licenses.value(), licenses.path());
    }
  }

  private static void card(Place card, ArtifactDraft draft) {
    Place parameters = card.at("modelParameters");
    draft.attribute("task", parameters.at("task").text(), parameters.path() + ".task");
    draft.attribute(
        "architecture",
        parameters.at("modelArchitecture").text(),
        parameters.path() + ".modelArchitecture");
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    card.members()
        .forEach(
            (key, value) -> {
              if (!key.equals("modelParameters") && !key.equals("bom-ref")) {
                kept.put(key, value.value());
              }
            });
    parameters
        .members()
        .forEach(
            (key, value) -> {
              if (!Set.of("task", "modelArchitecture", "datasets").contains(key)) {
                kept.put(key, value.value());
              }
            });
    draft.extra("modelCard", kept, card.path());
  }

  private void locations(ArtifactDraft draft) {
    for (Place reference : place.at("externalReferences").elements()) {
      String type = reference.at("type").text();
      if ("distribution".equals(type) && !"CODE".equals(kind)) {
        draft.attribute("location", reference.at("url").text(), reference.path());
      } else if ("vcs".equals(type) && "CODE".equals(kind)) {
        draft.attribute("repository", reference.at("url").text(), reference.path());
      }
    }
  }

  /** Refuses a component of a kind that is none. */
  UnreadableDocumentException ofNoKind() {
    return place.at("type").unexpected("a model, data, or something built from code");
  }
}
