package dev.pedigree.graph.recording;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Judges requests, one after the other, against the graph as it stands: types, identity, names,
 * parents, cycles, stages, policies. What is accepted is applied to the topology at once, so that
 * the next request is judged on top of it.
 */
public final class Recorder {
  private final TypeSystem types;
  private final Topology topology;
  private final StateLookup states;
  private final PolicyBooks books;
  private final Clock clock;

  /**
   * Makes one.
   *
   * @param clock what ages and waivers are judged by
   */
  public Recorder(
      TypeSystem types, Topology topology, StateLookup states, PolicyBooks books, Clock clock) {
    this.types = types;
    this.topology = topology;
    this.states = states;
    this.books = books;
    this.clock = clock;
  }

  /**
   * Judges {@code request} as the change that would be {@code revision}.
   *
   * @param settled the newest revision that is in the journal; what lies above it may still be
   *     rolled back
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the stored state is needed and
   *     does not answer; nothing is applied then
   */
  public Judgement judge(RecordRequest request, Caller caller, long revision, long settled) {
    Lookup lookup = new Lookup(states, settled);
    Gate gate = new Gate(books, lookup, clock);
    return undoingUnlessAccepted(
        () -> new RecordJudge(types, topology, lookup, gate, request, caller, revision).judge());
  }

  /** Like {@link #judge(RecordRequest, Caller, long, long)}. */
  public Judgement judge(AmendRequest request, Caller caller, long revision, long settled) {
    return undoingUnlessAccepted(
        () ->
            new AmendJudge(types, topology, new Lookup(states, settled), request, caller, revision)
                .judge());
  }

  /** Likewise; what the policies read of an artifact may have to be looked up. */
  public Judgement judge(PromoteRequest request, Caller caller, long revision, long settled) {
    return undoingUnlessAccepted(
        () ->
            new PromoteJudge(
                    topology,
                    request,
                    caller,
                    revision,
                    new Gate(books, new Lookup(states, settled), clock))
                .judge());
  }

  /** Likewise. */
  public Judgement judge(PolicyRequest request, Caller caller, long revision) {
    return undoingUnlessAccepted(
        () ->
            new PolicyRequestJudge(books, topology, request, caller, clock.instant(), revision)
                .judge());
  }

  /** Likewise. */
  public Judgement judge(StandingRequest request, Caller caller, long revision) {
    return undoingUnlessAccepted(
        () -> new StandingJudge(types, topology, request, caller, revision).judge());
  }

  private Judgement undoingUnlessAccepted(Supplier<Judgement> judge) {
    int mark = topology.mark();
    boolean accepted = false;
    try {
      Judgement judgement = judge.get();
      accepted = judgement instanceof Judgement.Accepted;
      return judgement;
    } catch (Lookup.UnsettledException e) {
      return new Judgement.Unsettled();
    } finally {
      if (!accepted) {
        topology.rollBack(mark);
      }
    }
  }
}
