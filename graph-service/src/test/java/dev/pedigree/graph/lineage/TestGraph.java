package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A graph recorded change by change. Its ids and its namespace are its own, so that many can lie in
 * one store.
 */
final class TestGraph {
  static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final TestedEngine engine;
  private final String salt = UUID.randomUUID().toString();
  private final long before;
  private final List<Change> changes = new ArrayList<>();
  private final Map<ArtifactId, String> names = new HashMap<>();
  private Instant time = Instant.parse("2026-01-01T00:00:00Z");

  TestGraph(TestedEngine engine) {
    this.engine = engine;
    this.before = engine.revision();
  }

  LineageEngine engine() {
    return engine.engine();
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Of the newest change. */
  long revision() {
    return before + changes.size();
  }

  /** Of the first change. */
  long firstRevision() {
    return before + 1;
  }

  /** The namespace of all its artifacts' first names. */
  String namespace() {
    return salt;
  }

  /** Met by all its artifacts, and by no others in the store. */
  ArtifactFilter here() {
    return new ArtifactFilter.Namespaces(Set.of(salt));
  }

  ArtifactFilter here(ArtifactFilter... and) {
    List<ArtifactFilter> all = new ArrayList<>(Arrays.asList(and));
    all.add(here());
    return new ArtifactFilter.All(all);
  }

  ArtifactId id(String name) {
    ArtifactId id = new ArtifactId(Digest.of(salt + name));
    names.put(id, name);
    return id;
  }

  List<ArtifactId> ids(String... of) {
    return Arrays.stream(of).map(this::id).toList();
  }

  String name(ArtifactId id) {
    return names.getOrDefault(id, "not here: " + id);
  }

  List<String> names(List<ArtifactId> ids) {
    return ids.stream().map(this::name).toList();
  }

  EdgeId edgeId(String type, String child, String parent) {
    return EdgeId.of(type, id(child), id(parent));
  }

  /** Changes are recorded at that time from here on. */
  void at(Instant at) {
    time = at;
  }

  Instant time() {
    return time;
  }

  void artifacts(String kind, String... of) {
    for (String name : of) {
      change(artifact(kind, name).recorded());
    }
  }

  Draft artifact(String kind, String name) {
    return new Draft(this, kind, name, null, null, List.of(), List.of(), namespace());
  }

  void edge(String type, String child, String parent, String... mutations) {
    change(edgeFact(type, child, parent, mutations));
  }

  Fact.EdgeRecorded edgeFact(String type, String child, String parent, String... mutations) {
    List<EdgeMutation> all =
        Arrays.stream(mutations).map(kind -> new EdgeMutation(kind, null, "{}")).toList();
    return new Fact.EdgeRecorded(type, id(child), id(parent), null, all, "{}");
  }

  /** Each a child of the one before. */
  void chain(String type, String... of) {
    for (int i = 1; i < of.length; i++) {
      edge(type, of[i], of[i - 1]);
    }
  }

  void unlink(String type, String child, String parent) {
    change(new Fact.EdgeRetracted(type, id(child), id(parent), "wrong"));
  }

  void change(Fact... facts) {
    change(Arrays.asList(facts));
  }

  void change(List<? extends Fact> facts) {
    Change change =
        new Change(
            revision() + 1,
            time,
            new Change.Draft("test", null, List.copyOf(facts), List.of()),
            false);
    changes.add(change);
    engine.apply(change);
  }

  /** An artifact in the making. */
  record Draft(
      TestGraph graph,
      String kind,
      String name,
      @Nullable Instant createdAt,
      @Nullable Provenance provenance,
      List<String> owners,
      List<Label> labels,
      String namespace) {
    Draft made(@Nullable Instant at) {
      return new Draft(graph, kind, name, at, provenance, owners, labels, namespace);
    }

    Draft declared(@Nullable Provenance declared) {
      return new Draft(graph, kind, name, createdAt, declared, owners, labels, namespace);
    }

    Draft owned(String... by) {
      return new Draft(graph, kind, name, createdAt, provenance, List.of(by), labels, namespace);
    }

    Draft labelled(String key, String value) {
      return new Draft(
          graph,
          kind,
          name,
          createdAt,
          provenance,
          owners,
          List.of(new Label(key, value)),
          namespace);
    }

    Draft in(String other) {
      return new Draft(graph, kind, name, createdAt, provenance, owners, labels, other);
    }

    Fact.ArtifactRecorded recorded() {
      ArtifactId id = graph.id(name);
      return new Fact.ArtifactRecorded(
          id,
          kind,
          new ArtifactName(namespace, name, null),
          id.digest(),
          null,
          createdAt,
          provenance,
          owners,
          null,
          labels,
          "{}");
    }

    void record() {
      graph.change(recorded());
    }
  }
}
