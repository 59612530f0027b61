package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up the facts of one artifact, in the order of the journal. */
final class ArtifactFold {
  private @Nullable Occurrence first;
  private @Nullable Occurrence last;
  private Fact.@Nullable ArtifactRecorded recorded;
  private final Set<String> kinds = new LinkedHashSet<>();
  private final Set<ArtifactName> names = new LinkedHashSet<>();
  private @Nullable Provenance provenance;
  private List<String> owners = List.of();
  private @Nullable String description;
  private Stage stage = Stage.DRAFT;
  private final TreeMap<String, String> labels = new TreeMap<>();
  private String attributes = Attributes.NONE;
  private final SequencedMap<CheckKey, ArtifactState.Check> checks = new LinkedHashMap<>();
  private ArtifactState.@Nullable Mark quarantine;
  private ArtifactState.@Nullable Mark retraction;
  private final SequencedMap<EdgeId, EdgeState> parents = new LinkedHashMap<>();

  private final List<ArtifactState.Verdict> judged = new ArrayList<>();

  private record CheckKey(String name, int version) {}

  void add(Occurrence at) {
    last = at;
    switch (at.fact()) {
      case Fact.ArtifactRecorded f -> record(at, f);
      case Fact.ArtifactExtended f -> extend(f.kind(), f.name(), f.attributes());
      case Fact.ArtifactAmended f -> amend(f);
      case Fact.ArtifactRetracted f -> retraction = mark(at, f.reason());
      case Fact.ArtifactQuarantined f -> quarantine = mark(at, f.reason());
      case Fact.ArtifactReleased f -> quarantine = null;
      case Fact.StageChanged f -> stage = f.stage();
      case Fact.CheckRecorded f -> check(at, f);
      case Fact.CheckRevoked f -> revoke(at, f);
      case Fact.EdgeRecorded f -> {
        EdgeState edge = EdgeState.recorded(at, f);
        parents.putLast(edge.id(), edge);
      }
      case Fact.EdgeRetracted f ->
          parents.computeIfPresent(f.edge(), (id, edge) -> edge.retracted(mark(at, f.reason())));
      case Fact.ErasurePerformed f -> {}
      case Fact.SchemaPublished _, Fact.PolicyPublished _, Fact.PolicyRetired _ -> {}
      case Fact.PolicyWaived _, Fact.DocumentImported _ -> {}
      case Fact.PromotionJudged f ->
          judged.add(
              new ArtifactState.Verdict(
                  f.stage(),
                  f.allowed(),
                  f.violations(),
                  f.violationCount(),
                  at.at(),
                  at.by(),
                  at.revision()));
    }
  }

  private void record(Occurrence at, Fact.ArtifactRecorded fact) {
    if (recorded == null) {
      first = at;
      recorded = fact;
      provenance = fact.provenance();
      owners = fact.owners();
      description = fact.description();
      fact.labels().forEach(label -> labels.put(label.key(), label.value()));
    }
    extend(fact.kind(), fact.name(), fact.attributes());
  }

  private void extend(String kind, ArtifactName name, String more) {
    kinds.add(kind);
    names.add(name);
    attributes = Attributes.extended(attributes, more);
  }

  private void amend(Fact.ArtifactAmended fact) {
    fact.removedLabels().forEach(labels::remove);
    fact.labels().forEach(label -> labels.put(label.key(), label.value()));
    attributes = Attributes.patched(attributes, fact.attributes());
    @Nullable List<String> newOwners = fact.owners();
    owners = newOwners == null ? owners : newOwners;
    description = fact.description() == null ? description : fact.description();
    provenance = fact.provenance() == null ? provenance : fact.provenance();
  }

  private void check(Occurrence at, Fact.CheckRecorded f) {
    ArtifactState.Check check =
        new ArtifactState.Check(
            f.name(),
            f.version(),
            f.outcome(),
            f.evidence(),
            at.at(),
            at.by(),
            at.revision(),
            null);
    checks.putLast(new CheckKey(f.name(), f.version()), check);
  }

  private void revoke(Occurrence at, Fact.CheckRevoked fact) {
    checks.computeIfPresent(
        new CheckKey(fact.name(), fact.version()),
        (key, c) ->
            new ArtifactState.Check(
                c.name(),
                c.version(),
                c.outcome(),
                c.evidence(),
                c.recordedAt(),
                c.recordedBy(),
                c.revision(),
                mark(at, fact.reason())));
  }

  private static ArtifactState.Mark mark(Occurrence at, @Nullable String reason) {
    return new ArtifactState.Mark(reason == null ? "" : reason, at.at(), at.by(), at.revision());
  }

  Optional<ArtifactState> state() {
    Occurrence at = first;
    Fact.ArtifactRecorded fact = recorded;
    Occurrence newest = last;
    if (at == null || fact == null || newest == null) {
      return Optional.empty();
    }
    List<Label> sorted = new ArrayList<>();
    labels.forEach((key, value) -> sorted.add(new Label(key, value)));
    return Optional.of(
        new ArtifactState(
            fact.artifact(),
            List.copyOf(kinds),
            List.copyOf(names),
            fact.digest(),
            fact.unhashed(),
            provenance,
            owners,
            description,
            stage,
            sorted,
            attributes,
            List.copyOf(checks.values()),
            quarantine,
            retraction,
            fact.createdAt(),
            at.at(),
            at.by(),
            at.revision(),
            parents,
            judged,
            new ArtifactState.Occasion(newest.at(), newest.by(), newest.revision())));
  }
}
