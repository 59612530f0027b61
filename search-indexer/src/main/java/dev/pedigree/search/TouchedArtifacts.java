package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.ErasedChanges;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.Occurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The artifacts of which a run of changes tells something that search shows, each with the newest
 * such change. The same for every artifact however a journal is cut into runs, so that its document
 * is, too.
 */
final class TouchedArtifacts {
  private static final int READ_TOGETHER = 1_000;

  private final Journal journal;
  private final Uses uses;
  private final Predicate<ArtifactId> wanted;
  private final Map<ArtifactId, Long> newest = new LinkedHashMap<>();
  private final Map<ArtifactId, List<Occurrence>> facts = new LinkedHashMap<>();
  private final Set<ArtifactId> erased = new HashSet<>();

  /**
   * Of no changes yet.
   *
   * @param journal where what is left of an erased change is looked up
   * @param uses knows at least the changes that are to be added
   * @param wanted which artifacts it keeps
   */
  TouchedArtifacts(Journal journal, Uses uses, Predicate<ArtifactId> wanted) {
    this.journal = journal;
    this.uses = uses;
    this.wanted = wanted;
  }

  void add(Change change) {
    Occurrence.byOwner(change).forEach((id, more) -> add(id, more, change.revision()));
    change.facts().stream()
        .filter(fact -> fact instanceof Fact.AboutEdge)
        .map(fact -> ((Fact.AboutEdge) fact).parent())
        .distinct()
        .forEach(parent -> use(parent, change.revision()));
    for (Fact fact : change.facts()) {
      if (fact instanceof Fact.ErasurePerformed erasure) {
        for (Change left : ErasedChanges.of(erasure, journal)) {
          Occurrence.byOwner(left).keySet().forEach(id -> erase(id, change.revision()));
        }
      }
    }
  }

  private void add(ArtifactId id, List<Occurrence> more, long revision) {
    List<Occurrence> shown = more.stream().filter(at -> isShown(at.fact())).toList();
    if (!shown.isEmpty() && wanted.test(id)) {
      facts.computeIfAbsent(id, _ -> new ArrayList<>(2)).addAll(shown);
      newest.put(id, revision);
    }
  }

  /** An edge to it came or went. */
  private void use(ArtifactId id, long revision) {
    if (wanted.test(id) && uses.level(id, revision) != uses.level(id, revision - 1)) {
      newest.put(id, revision);
    }
  }

  private void erase(ArtifactId id, long revision) {
    if (wanted.test(id)) {
      erased.add(id);
      newest.put(id, revision);
    }
  }

  private static boolean isShown(Fact fact) {
    return switch (fact) {
      case Fact.AboutPolicy f -> false;
      case Fact.PromotionJudged f -> false;
      case Fact.AboutArtifact f -> true;
      case Fact.AboutEdge f -> false;
      case Fact.ErasurePerformed f -> false;
      case Fact.SchemaPublished f -> false;
      case Fact.DocumentImported f -> false;
    };
  }

  /** The documents of all of them if the run is the whole journal. */
  List<IndexedArtifact> documents() {
    List<IndexedArtifact> documents = new ArrayList<>();
    facts.forEach((id, own) -> make(own, newest.getOrDefault(id, 0L), documents::add));
    return documents;
  }

  /**
   * Hands over the documents of all of them as of {@code revision}, the last of the run, one after
   * the other as they are made.
   *
   * @param earlier where the facts of those are read that began before the run
   */
  void documents(AppliedFacts earlier, long revision, Consumer<IndexedArtifact> documents) {
    List<ArtifactId> began = new ArrayList<>();
    newest.forEach(
        (id, reflects) -> {
          List<Occurrence> own = facts.getOrDefault(id, List.of());
          if (erased.contains(id) || !beginsWithRecording(own)) {
            began.add(id);
          } else {
            make(own, reflects, documents);
          }
        });
    for (int from = 0; from < began.size(); from += READ_TOGETHER) {
      earlier
          .read(began.subList(from, Math.min(began.size(), from + READ_TOGETHER)), revision)
          .forEach((id, all) -> make(all, newest.getOrDefault(id, revision), documents));
    }
  }

  private void make(List<Occurrence> facts, long reflects, Consumer<IndexedArtifact> documents) {
    ArtifactState.fold(facts)
        .ifPresent(
            state ->
                documents.accept(
                    IndexedArtifact.of(state, reflects, uses.level(state.id(), reflects))));
  }

  /** Nothing is said of an artifact before it is recorded. */
  private static boolean beginsWithRecording(List<Occurrence> facts) {
    return !facts.isEmpty() && facts.getFirst().fact() instanceof Fact.ArtifactRecorded;
  }
}
