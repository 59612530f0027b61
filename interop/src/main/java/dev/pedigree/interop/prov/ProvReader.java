package dev.pedigree.interop.prov;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.prov.Bundle.Described;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads PROV-JSON. Sources: <a href="https://www.w3.org/submissions/prov-json/">PROV-JSON</a> and
 * <a href="https://www.w3.org/TR/prov-dm/">PROV-DM</a>.
 *
 * <p>Entities are artifacts, derivations are edges. What an activity used and generated is joined,
 * and says so: PROV itself claims no derivation then. An entity of the document is found by the
 * digest that its name is, or by its name.
 */
public final class ProvReader implements DocumentReader {
  /** How many pairs of what one activity used and generated are joined. */
  static final int MAX_PAIRS = 10_000;

  private static final List<String> UNREAD =
      List.of(
          "wasInformedBy",
          "wasStartedBy",
          "wasEndedBy",
          "wasInvalidatedBy",
          "actedOnBehalfOf",
          "wasInfluencedBy",
          "specializationOf",
          "alternateOf",
          "hadMember",
          "mentionOf");

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    Bundle root = Bundle.of(JsonTree.parse(document));
    new Reading(root, null, context, out).read();
  }

  /** One way from an entity to another. */
  private record Derivation(
      String path, String parent, Map<String, Object> told, @Nullable String activity) {}

  /** One document or bundle. */
  private static final class Reading {
    private final Bundle bundle;
    private final @Nullable Reading outer;
    private final ReadingContext context;
    private final Statements out;
    private final Recording recording;
    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Map<String, List<Derivation>> derivations = new LinkedHashMap<>();

    Reading(Bundle bundle, @Nullable Reading outer, ReadingContext context, Statements out) {
      this.bundle = bundle;
      this.outer = outer;
      this.context = context;
      this.out = out;
      this.recording = new Recording(context, out);
    }

    void read() {
      for (Described record : bundle.records("entity")) {
        recording.attempt(
            () -> {
              Entity known = entities.get(record.uri());
              if (known == null) {
                entities.put(record.uri(), new Entity(record));
              } else {
                known.add(record);
              }
            });
      }
      attributions();
      derivations();
      activities();
      for (String kind : UNREAD) {
        for (Described record : bundle.records(kind)) {
          out.lost(record.place().path(), kind + " has no counterpart");
        }
      }
      entities.values().forEach(entity -> recording.attempt(() -> record(entity)));
      for (String child : derivations.keySet()) {
        if (!entities.containsKey(child)) {
          recording.attempt(() -> recordElsewhere(child));
        }
      }
      for (Bundle inner : bundle.inner()) {
        new Reading(inner, this, context, out).read();
      }
    }

    private void attributions() {
      Map<String, String> labels = new LinkedHashMap<>();
      for (Described agent : bundle.records("agent")) {
        Object label = agent.attributes().get(Vocabulary.PROV + "label");
        labels.put(agent.uri(), label == null ? agent.uri() : label.toString());
      }
      for (Described attribution : bundle.records("wasAttributedTo")) {
        Entity entity = entities.get(attribution.reference("prov:entity").orElse(""));
        String agent = attribution.reference("prov:agent").orElse("");
        if (entity == null || agent.isEmpty()) {
          dangling(attribution, "prov:entity");
        } else {
          entity.owner(labels.getOrDefault(agent, agent));
        }
      }
    }

    private void dangling(Described record, String member) {
      recording.refuse(
          ErrorCode.UNKNOWN_PARENT,
          member
              + ": "
              + Place.shown(record.reference(member).orElse("missing"))
              + " (expected: one of the document)",
          record.place().path());
    }

    private void derivations() {
      for (Described record : bundle.records("wasDerivedFrom")) {
        recording.attempt(
            () -> {
              String child = record.place().at("prov:generatedEntity").need();
              String parent = record.place().at("prov:usedEntity").need();
              derive(
                  bundle.uri(child),
                  new Derivation(
                      record.place().path(),
                      bundle.uri(parent),
                      record.attributes(),
                      record.reference("prov:activity").orElse(null)));
            });
      }
    }

    private void derive(String child, Derivation derivation) {
      derivations.computeIfAbsent(child, _ -> new ArrayList<>()).add(derivation);
    }

    /** Joins what an activity used, and the plans it followed, to what it generated. */
    private void activities() {
      Map<String, Map<String, String>> used = new LinkedHashMap<>();
      collect("used", "prov:entity", used);
      collect("wasAssociatedWith", "prov:plan", used);
      for (Described generation : bundle.records("wasGeneratedBy")) {
        recording.attempt(() -> generated(generation, used));
      }
    }

    private void collect(String kind, String member, Map<String, Map<String, String>> used) {
      for (Described record : bundle.records(kind)) {
        recording.attempt(
            () -> {
              String activity = record.reference("prov:activity").orElse("");
              record
                  .reference(member)
                  .ifPresent(
                      entity ->
                          used.computeIfAbsent(activity, _ -> new LinkedHashMap<>())
                              .putIfAbsent(entity, record.place().path()));
            });
      }
    }

    private void generated(Described generation, Map<String, Map<String, String>> used) {
      String child = bundle.uri(generation.place().at("prov:entity").need());
      Entity entity = entities.get(child);
      if (entity != null) {
        generatedAt(entity, generation.place().at("prov:time"));
      }
      String activity = generation.reference("prov:activity").orElse(null);
      Map<String, String> sources = activity == null ? null : used.get(activity);
      if (sources == null) {
        return;
      }
      Set<String> explicit = new LinkedHashSet<>();
      derivations.getOrDefault(child, List.of()).forEach(it -> explicit.add(it.parent()));
      if (sources.size() > MAX_PAIRS) {
        out.lost(
            generation.place().path(),
            sources.size() + " things used (expected: at most " + MAX_PAIRS + ")");
        return;
      }
      sources.forEach(
          (parent, path) -> {
            if (!explicit.contains(parent) && !parent.equals(child)) {
              derive(child, new Derivation(path, parent, Map.of(), activity));
            }
          });
    }

    /** PROV takes times without a zone, too: no instant is known of them. */
    private void generatedAt(Entity entity, Place time) {
      try {
        entity.generatedAt(time.time());
      } catch (UnreadableDocumentException e) {
        out.lost(time.path(), String.valueOf(e.getMessage()));
      }
    }

    private void record(Entity entity) {
      ArtifactId child = recording.add(entity.draft(recording, context, out));
      for (Derivation derivation : derivations.getOrDefault(entity.uri(), List.of())) {
        recording.attempt(() -> edge(child, derivation));
      }
      recording.submit();
    }

    /** Derivations of an entity that the document names and does not describe. */
    private void recordElsewhere(String uri) {
      List<Derivation> all = derivations.getOrDefault(uri, List.of());
      ArtifactId child = find(uri);
      if (child == null) {
        all.forEach(it -> unknown(uri, it.path()));
        return;
      }
      all.forEach(derivation -> recording.attempt(() -> edge(child, derivation)));
      recording.submit();
    }

    private void unknown(String uri, String path) {
      recording.refuse(
          ErrorCode.UNKNOWN_PARENT,
          Place.shown(uri) + " (expected: an entity of the document, or one that is recorded)",
          path);
    }

    /** An entity of this bundle, of the document around it, or of the graph; null: of none. */
    private @Nullable ArtifactId find(String uri) {
      for (Reading reading = this; reading != null; reading = reading.outer) {
        Entity entity = reading.entities.get(uri);
        if (entity != null) {
          return recording.add(entity.draft(recording, context, out));
        }
      }
      Standing.Known known =
          Entity.idOf(uri)
              .flatMap(out::known)
              .or(() -> out.named(recording.name(uri, null)))
              .orElse(null);
      if (known != null) {
        recording.suppose(known.id(), known.kinds());
      }
      return known == null ? null : known.id();
    }

    private void edge(ArtifactId child, Derivation derivation) {
      ArtifactId parent = find(derivation.parent());
      if (parent == null) {
        unknown(derivation.parent(), derivation.path());
        return;
      }
      String type = type(child, parent, derivation);
      if (type == null) {
        out.lost(
            derivation.path(),
            "how a "
                + String.join(", ", recording.kinds(child))
                + " descends from a "
                + String.join(", ", recording.kinds(parent))
                + " is not told; no edge is recorded");
        return;
      }
      Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
      derivation
          .told()
          .forEach(
              (name, value) -> {
                if (!name.startsWith(Vocabulary.PEDIGREE) && !name.startsWith(Vocabulary.PROV)) {
                  attributes.put(name, value);
                }
              });
      Object provType = derivation.told().get(Vocabulary.PROV + "type");
      if (provType != null && !derivation.told().containsKey(Vocabulary.EDGE_TYPE)) {
        attributes.put("prov:type", provType);
      }
      if (derivation.told().get(Vocabulary.ATTRIBUTES) instanceof String json) {
        attributes.putAll(
            JsonTree.parse(json.getBytes(StandardCharsets.UTF_8), derivation.path()).values());
      }
      if (derivation.activity() != null) {
        attributes.put("activity", derivation.activity());
      }
      if (derivation.told().isEmpty()) {
        attributes.put("relation", "used by the activity that generated it");
      }
      if (bundle.uri() != null) {
        attributes.put("bundle", bundle.uri());
      }
      recording.edge(
          derivation.path(),
          type,
          child,
          parent,
          derivation.told().get(Vocabulary.WEIGHT) instanceof Number weight
              ? weight.doubleValue()
              : null,
          mutations(derivation),
          attributes);
    }

    /** As it is told, or what claims least and joins the two. */
    private @Nullable String type(ArtifactId child, ArtifactId parent, Derivation derivation) {
      Object told = derivation.told().get(Vocabulary.EDGE_TYPE);
      if (told != null && context.types().edgeType(told.toString()).isPresent()) {
        return told.toString();
      }
      Object provType = derivation.told().get(Vocabulary.PROV + "type");
      boolean revision =
          String.valueOf(provType).contains(Vocabulary.PROV + "Revision")
              || String.valueOf(provType).contains("prov:Revision");
      List<String> candidates =
          revision
              ? List.of("REVISED_FROM", "DERIVED_FROM", "BUILT_WITH")
              : List.of("DERIVED_FROM", "BUILT_WITH");
      return candidates.stream()
          .filter(type -> recording.joins(type, child, parent))
          .findFirst()
          .orElse(null);
    }

    private List<RecordRequest.Mutation> mutations(Derivation derivation) {
      if (!(derivation.told().get(Vocabulary.MUTATIONS) instanceof String json)) {
        return List.of();
      }
      return recording.mutations(
          JsonTree.parse(json.getBytes(StandardCharsets.UTF_8), derivation.path()));
    }
  }
}
