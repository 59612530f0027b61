package dev.pedigree.graph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.TopologyLineage;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.Occurrence;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A recorder with a list of changes for a journal. */
final class Ledger {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();

  private final Topology topology = new Topology(TYPES);
  private final List<Change> changes = new ArrayList<>();
  private final Recorder recorder;
  private final Clock clock;
  private int pending;

  Ledger() {
    this(Clock.systemUTC());
  }

  /** With what ages and waivers are judged by. */
  Ledger(Clock clock) {
    this.recorder =
        new Recorder(
            TYPES,
            topology,
            (artifacts, asOf) ->
                artifacts.stream().collect(Collectors.toMap(id -> id, id -> state(id, asOf))),
            new PolicyBooks(TYPES));
    this.clock = clock;
  }

  long revision() {
    return changes.size();
  }

  RecordAnswer.Recorded record(Given... artifacts) {
    return record(Given.request(artifacts));
  }

  RecordAnswer.Recorded record(RecordRequest request) {
    RecordAnswer answer = settle(recorder.judge(request, Caller.anonymous(), place()));
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
    return (RecordAnswer.Recorded) answer;
  }

  RecordAnswer amend(AmendRequest request) {
    return settle(recorder.judge(request, Caller.anonymous(), place()));
  }

  RecordAnswer promote(PromoteRequest request) {
    return promote(request, Caller.anonymous());
  }

  RecordAnswer promote(PromoteRequest request, Caller caller) {
    return settle(recorder.judge(request, caller, place()));
  }

  RecordAnswer change(PolicyRequest request) {
    return change(request, Caller.anonymous());
  }

  RecordAnswer change(PolicyRequest request, Caller caller) {
    return settle(recorder.judge(request, caller, place()));
  }

  /** Facts of the newest change. */
  List<Fact> newest() {
    return changes.getLast().facts();
  }

  RecordAnswer change(StandingRequest request) {
    return change(request, Caller.anonymous());
  }

  RecordAnswer change(StandingRequest request, Caller caller) {
    return settle(recorder.judge(request, caller, place()));
  }

  /** Codes and paths. */
  List<String> refuse(Given... artifacts) {
    return refuse(Given.request(artifacts));
  }

  List<String> refuse(RecordRequest request) {
    return refusals(request).stream()
        .map(refusal -> refusal.code() + " " + refusal.path())
        .toList();
  }

  List<Refusal> refusals(RecordRequest request) {
    return refusals(request, Caller.anonymous());
  }

  List<Refusal> refusals(RecordRequest request, Caller caller) {
    RecordAnswer answer = settle(recorder.judge(request, caller, place()));
    assertThat(answer).isInstanceOf(RecordAnswer.Refused.class);
    return ((RecordAnswer.Refused) answer).refusals();
  }

  /** Judges and applies without an append. */
  void pending(Given artifact) {
    assertThat(judgePending(artifact)).isInstanceOf(Judgement.Accepted.class);
    pending++;
  }

  Judgement judgePending(Given artifact) {
    return recorder.judge(Given.request(artifact), Caller.anonymous(), place());
  }

  private Place place() {
    return new Place(revision() + pending + 1, revision(), clock.instant());
  }

  void append(Fact fact) {
    topology.apply(revision() + 1, "someone", fact);
    settle(new Change.Draft("test", null, List.of(fact), List.of()));
  }

  private RecordAnswer settle(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Accepted accepted -> {
        settle(accepted.draft());
        yield accepted.answer();
      }
      case Judgement.Unchanged unchanged -> unchanged.answer();
      case Judgement.Refused refused -> new RecordAnswer.Refused(refused.refusals());
      case Judgement.Unsettled unsettled -> throw new AssertionError("nothing is pending");
    };
  }

  private void settle(Change.Draft draft) {
    Change change = new Change(revision() + 1, Instant.EPOCH, draft, false);
    topology.settle(
        List.of(change), new JournalHead(change.revision(), Digest.ZERO, change.at(), 0, 0));
    changes.add(change);
  }

  boolean contains(String content) {
    return topology.read(
        Long.MAX_VALUE - 1, graph -> graph.artifact(Given.id(content)).isPresent());
  }

  List<ArtifactId> ancestors(String content) {
    return new TopologyLineage(topology, TYPES, Clock.systemUTC())
        .walk(
            LineageQuery.all(Given.id(content), Direction.ANCESTORS), revision(), Budget.UNLIMITED)
        .orElseThrow()
        .ids(0, 1_000);
  }

  /** The name that it was recorded by first. */
  String name(ArtifactId artifact) {
    return state(artifact, revision()).names().getFirst().name();
  }

  ArtifactState state(String content) {
    return state(Given.id(content), revision());
  }

  private ArtifactState state(ArtifactId artifact, long asOf) {
    List<Occurrence> facts = new ArrayList<>();
    for (Change change : changes) {
      if (change.revision() <= asOf) {
        facts.addAll(Occurrence.byOwner(change).getOrDefault(artifact, List.of()));
      }
    }
    return ArtifactState.fold(facts).orElseThrow();
  }
}
