package dev.pedigree.interop.prov;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.prov.Bundle.Described;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity of PROV as an artifact. */
final class Entity {
  private final String uri;
  private final String path;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Set<String> owners = new LinkedHashSet<>();
  private @Nullable Instant generatedAt;
  private @Nullable ArtifactDraft draft;

  Entity(Described record) {
    uri = record.uri();
    path = record.place().path();
    attributes.putAll(record.attributes());
  }

  /** What another record says of it. */
  void add(Described record) {
    record.attributes().forEach(attributes::putIfAbsent);
  }

  void owner(String who) {
    owners.add(who);
  }

  void generatedAt(@Nullable Instant time) {
    generatedAt = generatedAt == null ? time : generatedAt;
  }

  String uri() {
    return uri;
  }

  String path() {
    return path;
  }

  private @Nullable String text(String name) {
    Object value = attributes.get(name);
    return value == null ? null : value.toString();
  }

  /** The digest that its name is; null: its name is something else. */
  private @Nullable Digest digest() {
    boolean isHash = uri.startsWith(Vocabulary.SHA256) && !"false".equals(text(Vocabulary.HASHED));
    return isHash ? idOf(uri).map(ArtifactId::digest).orElse(null) : null;
  }

  /** The id that a name spells; empty: it spells none. */
  static Optional<ArtifactId> idOf(String uri) {
    return uri.startsWith(Vocabulary.SHA256)
        ? ArtifactId.parse("sha256:" + uri.substring(Vocabulary.SHA256.length()))
        : Optional.empty();
  }

  /** What is known of it in the graph is taken, then what is told, then what claims least. */
  private String kind(ReadingContext context, Statements out) {
    String told = text(Vocabulary.KIND);
    if (told != null && context.types().kind(told).isPresent()) {
      return told;
    }
    Optional<Standing.Known> known =
        idOf(uri).flatMap(out::known).or(() -> out.named(name(context)));
    if (known.isPresent()) {
      return known.get().kinds().iterator().next();
    }
    if (types().contains(Vocabulary.PROV + "Plan") || types().contains("prov:Plan")) {
      return "CODE";
    }
    out.lost(path, "what kind of thing it is, is not told; recorded as DATASET");
    return "DATASET";
  }

  private List<?> types() {
    Object types = attributes.get(Vocabulary.PROV + "type");
    return types instanceof List<?> list ? list : types == null ? List.of() : List.of(types);
  }

  private ArtifactName name(ReadingContext context) {
    String namespace = text(Vocabulary.NAMESPACE);
    String name = text(Vocabulary.NAME);
    return name == null
        ? new ArtifactName(context.namespace(), uri, null)
        : new ArtifactName(
            namespace == null ? context.namespace() : namespace, name, text(Vocabulary.VERSION));
  }

  /** The artifact that it is; what is lost of it is told the first time. */
  ArtifactDraft draft(Recording recording, ReadingContext context, Statements out) {
    ArtifactDraft made = draft;
    if (made == null) {
      made = make(recording, context, out);
      draft = made;
    }
    return made;
  }

  private ArtifactDraft make(Recording recording, ReadingContext context, Statements out) {
    ArtifactDraft entity =
        recording.artifact(path, kind(context, out), name(context)).digest(digest());
    entity.createdAt(generatedAt);
    entity.unhashed(text(Vocabulary.UNHASHED)).provenance(text(Vocabulary.PROVENANCE));
    owners.forEach(entity::owner);
    String description = text(Vocabulary.DESCRIPTION);
    entity.description(
        description != null || text(Vocabulary.NAME) != null
            ? description
            : text(Vocabulary.PROV + "label"),
        path);
    fields(entity);
    labels(entity);
    attributes.forEach(
        (name, value) -> {
          if (name.equals(Vocabulary.PROV + "location") && value instanceof String where) {
            entity.attribute("location", where, path);
          } else if (!name.startsWith(Vocabulary.PEDIGREE)
              && !name.equals(Vocabulary.PROV + "label")) {
            entity.extra(name, value, path);
          }
        });
    return entity;
  }

  private void labels(ArtifactDraft draft) {
    String json = text(Vocabulary.LABELS);
    if (json != null) {
      for (Place label : JsonTree.parse(json.getBytes(StandardCharsets.UTF_8), path).elements()) {
        draft.label(label.at("key").need(), String.valueOf(label.at("value").text()), path);
      }
    }
  }

  private void fields(ArtifactDraft draft) {
    String json = text(Vocabulary.ATTRIBUTES);
    if (json != null) {
      Place fields = JsonTree.parse(json.getBytes(StandardCharsets.UTF_8), path);
      fields
          .members()
          .forEach(
              (name, value) -> {
                if (name.equals("extra")) {
                  value.members().forEach((key, it) -> draft.extra(key, it.value(), it.path()));
                } else {
                  draft.attribute(name, value.value(), value.path());
                }
              });
    }
  }
}
