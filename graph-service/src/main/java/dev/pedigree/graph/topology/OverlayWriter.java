package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings facts into an overlay, and takes back those that are not settled. For one thread. */
final class OverlayWriter {
  final Overlay overlay;
  private final Vocabulary vocabulary;

  /** How to take back what is not settled, the newest first. */
  private final Deque<Runnable> undos = new ArrayDeque<>();

  OverlayWriter(Overlay overlay, Vocabulary vocabulary) {
    this.overlay = overlay;
    this.vocabulary = vocabulary;
  }

  /**
   * Applies a change that is in the journal, and settles it.
   *
   * @throws IllegalArgumentException if a fact does not fit the facts before it
   */
  void apply(Change change) {
    for (Fact fact : change.facts()) {
      apply(change.revision(), change.by(), fact);
    }
    settle(List.of(change));
  }

  int mark() {
    return undos.size();
  }

  void rollBack(int mark) {
    while (undos.size() > mark) {
      undos.pop().run();
    }
  }

  /** All that was applied is in the journal as {@code changes}. */
  void settle(List<Change> changes) {
    undos.clear();
    for (Change change : changes) {
      time(change);
      Change.Request request = change.draft().request();
      if (request != null) {
        long key = requestKey(change.by(), request.id());
        if (answer(key) == 0) {
          overlay.answers.put(key, change.revision());
        }
      }
    }
  }

  /** Changes of one entry have one time; it is kept once. */
  private void time(Change change) {
    Map.Entry<Long, Instant> last = overlay.times.lastEntry();
    overlay.times.put(change.revision(), change.at());
    if (last != null && last.getValue().equals(change.at()) && last.getKey() < change.revision()) {
      overlay.times.remove(last.getKey());
    }
  }

  /** The revision that answered a request; 0: none did. */
  long answer(long key) {
    Long found = overlay.answers.get(key);
    return found == null ? overlay.base.answer(key) : found;
  }

  /** 64 bits of a hash; whoever finds a change by it compares the change itself. */
  static long requestKey(String by, String requestId) {
    return Digest.of(by + "\n" + requestId).word0();
  }

  /**
   * Applies one fact under a revision that may still be rolled back.
   *
   * @param by who asked for it
   * @throws IllegalArgumentException if it does not fit the facts before it
   */
  void apply(long revision, String by, Fact fact) {
    switch (fact) {
      case Fact.ArtifactRecorded f -> record(revision, by, f);
      case Fact.ArtifactExtended f -> extend(revision, f);
      case Fact.ArtifactAmended f -> amend(revision, f);
      case Fact.ArtifactRetracted f -> retract(revision, artifact(f.artifact()));
      case Fact.ArtifactQuarantined f -> set(revision, f.artifact(), Property.QUARANTINED, true);
      case Fact.ArtifactReleased f -> set(revision, f.artifact(), Property.QUARANTINED, false);
      case Fact.StageChanged f -> set(revision, f.artifact(), Property.STAGE, f.stage());
      case Fact.CheckRecorded f ->
          set(
              revision,
              f.artifact(),
              Property.CHECK,
              new TopologyReader.CheckMark(
                  f.name(), f.version(), f.outcome(), f.evidence(), false));
      case Fact.CheckRevoked f -> revoke(revision, f);
      case Fact.EdgeRecorded f -> link(revision, f);
      case Fact.EdgeRetracted f -> unlink(revision, f);
      case Fact.ErasurePerformed f -> {
        // What was erased is words; the shape of the graph stays.
      }
      case Fact.DocumentImported f -> {
        // Where the change comes from is asked of the journal, not of the shape.
      }
      case Fact.PromotionJudged f -> {
        // A verdict changes nothing about the artifact; what it allows is a fact of its own.
      }
      case Fact.AboutPolicy f -> {
        if (vocabulary.add(new PolicyFact(revision, by, f))) {
          undos.push(vocabulary::removeLastPolicy);
        }
      }
      case Fact.SchemaPublished f -> {
        if (vocabulary.publish(new Published(revision, f))) {
          undos.push(vocabulary::unpublish);
        }
      }
    }
    overlay.count();
  }

  private void record(long revision, String by, Fact.ArtifactRecorded fact) {
    if (overlay.artifact(fact.artifact()) >= 0) {
      throw new IllegalArgumentException("recorded twice: " + fact.artifact());
    }
    int artifact =
        overlay.add(
            new Node(
                fact.artifact(),
                revision,
                vocabulary.tools.number(by),
                vocabulary.kinds.number(fact.kind()),
                fact.name(),
                fact.createdAt(),
                Fingerprints.ofAttributes(fact.attributes()),
                Fingerprints.ofDescription(
                    fact.description(), fact.owners(), fact.labels(), fact.createdAt())));
    undos.push(overlay::removeLastNode);
    own(revision, artifact, fact.name());
    if (fact.provenance() != null) {
      set(revision, artifact, Property.PROVENANCE, fact.provenance());
    }
    if (!fact.labels().isEmpty()) {
      set(revision, artifact, Property.LABELS, sorted(fact.labels()));
    }
    if (!fact.owners().isEmpty()) {
      set(revision, artifact, Property.OWNERS, fact.owners());
    }
  }

  private void extend(long revision, Fact.ArtifactExtended fact) {
    int artifact = artifact(fact.artifact());
    int kind = vocabulary.kinds.number(fact.kind());
    Reader now = now(revision);
    if (!now.kinds(artifact).contains(kind)) {
      set(revision, artifact, Property.KIND, kind);
    }
    if (!now.names(artifact).contains(fact.name())) {
      set(revision, artifact, Property.NAME, fact.name());
      own(revision, artifact, fact.name());
    }
    boolean attributes = !fact.attributes().equals("{}");
    set(revision, artifact, attributes ? Property.ATTRIBUTES : Property.TOUCHED, true);
  }

  private void amend(long revision, Fact.ArtifactAmended fact) {
    int artifact = artifact(fact.artifact());
    if (fact.provenance() != null) {
      set(revision, artifact, Property.PROVENANCE, fact.provenance());
    }
    if (!fact.labels().isEmpty() || !fact.removedLabels().isEmpty()) {
      set(revision, artifact, Property.LABELS, amended(now(revision).labels(artifact), fact));
    }
    @Nullable List<String> owners = fact.owners();
    if (owners != null) {
      set(revision, artifact, Property.OWNERS, owners);
    }
    set(revision, artifact, Property.ATTRIBUTES, true);
    set(revision, artifact, Property.DESCRIPTION, true);
  }

  private static List<Label> sorted(List<Label> labels) {
    return labels.stream().sorted(Comparator.comparing(Label::key)).toList();
  }

  private static List<Label> amended(List<Label> labels, Fact.ArtifactAmended fact) {
    Map<String, Label> byKey = new TreeMap<>();
    labels.forEach(label -> byKey.put(label.key(), label));
    fact.removedLabels().forEach(byKey::remove);
    fact.labels().forEach(label -> byKey.put(label.key(), label));
    return List.copyOf(byKey.values());
  }

  private void retract(long revision, int artifact) {
    set(revision, artifact, Property.RETRACTED, true);
    Retractions retractions = overlay.retractions;
    if (retractions.add(artifact, revision)) {
      undos.push(() -> retractions.remove(artifact));
    }
  }

  private void revoke(long revision, Fact.CheckRevoked fact) {
    int artifact = artifact(fact.artifact());
    TopologyReader.CheckMark mark = now(revision).check(artifact, fact.name(), fact.version());
    if (mark == null) {
      throw new IllegalArgumentException(
          "no check " + fact.name() + " version " + fact.version() + " of " + fact.artifact());
    }
    set(
        revision,
        artifact,
        Property.CHECK,
        new TopologyReader.CheckMark(
            mark.name(), mark.version(), mark.outcome(), mark.evidence(), true));
  }

  private void link(long revision, Fact.EdgeRecorded fact) {
    EdgeId id = fact.edge();
    overlay.add(
        new Link(
            id,
            vocabulary.edgeTypes.number(fact.type()),
            artifact(fact.child()),
            artifact(fact.parent()),
            fact.weight(),
            vocabulary.mutations.number(
                fact.mutations().stream()
                    .map(EdgeMutation::kind)
                    .collect(Collectors.toUnmodifiableSet())),
            Fingerprints.ofEdge(fact.mutations(), fact.attributes()),
            revision,
            overlay.newestLink(id)));
    undos.push(overlay::removeLastLink);
  }

  private void unlink(long revision, Fact.EdgeRetracted fact) {
    Reader now = now(revision);
    int edge =
        now.edge(fact.edge())
            .orElseThrow(() -> new IllegalArgumentException("never recorded: edge " + fact.edge()));
    if (!now.edgeStands(edge)) {
      set(revision, now.child(edge), Property.TOUCHED, true);
      return;
    }
    if (edge < overlay.base.edges) {
      overlay.retract(edge, now.child(edge), revision);
      undos.push(() -> overlay.unretract(edge));
    } else {
      Link link = overlay.links.get(edge - overlay.base.edges);
      link.retractedAt = revision;
      undos.push(() -> link.retractedAt = Topology.NEVER);
    }
    set(revision, now.child(edge), Property.TOUCHED, true);
  }

  private void own(long revision, int artifact, ArtifactName name) {
    int before = overlay.base.artifacts + overlay.nodes.size();
    overlay.add(name, new Overlay.Owner(name.version(), artifact, revision, before));
    undos.push(() -> overlay.removeLastOwner(name));
  }

  private void set(long revision, ArtifactId id, Property property, Object value) {
    set(revision, artifact(id), property, value);
  }

  private void set(long revision, int artifact, Property property, Object value) {
    News news = overlay.newsToWrite(artifact);
    news.add(new Event(revision, property, value));
    undos.push(news::removeLastEvent);
  }

  private int artifact(ArtifactId id) {
    int artifact = overlay.artifact(id);
    if (artifact < 0) {
      throw new IllegalArgumentException("never recorded: " + id);
    }
    return artifact;
  }

  private Reader now(long revision) {
    return new Reader(overlay, vocabulary, revision);
  }
}
