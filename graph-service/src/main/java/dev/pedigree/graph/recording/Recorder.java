package dev.pedigree.graph.recording;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.TypeSystem;
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

  public Recorder(TypeSystem types, Topology topology, StateLookup states, PolicyBooks books) {
    this.types = types;
    this.topology = topology;
    this.states = states;
    this.books = books;
  }

  /**
   * Judges {@code request} as the change that would lie at {@code place}.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the stored state is needed and
   *     does not answer; nothing is applied then
   */
  public Judgement judge(RecordRequest request, Caller caller, Place place) {
    Lookup lookup = new Lookup(states, place.settled());
    Gate gate = new Gate(books, lookup, place.at());
    return undoingUnlessAccepted(
        () ->
            new RecordJudge(types, topology, lookup, gate, request, caller, place.revision())
                .judge());
  }

  /** Like {@link #judge(RecordRequest, Caller, Place)}. */
  public Judgement judge(AmendRequest request, Caller caller, Place place) {
    return undoingUnlessAccepted(
        () ->
            new AmendJudge(
                    types,
                    topology,
                    new Lookup(states, place.settled()),
                    request,
                    caller,
                    place.revision())
                .judge());
  }

  /** Likewise; what the policies read of an artifact may have to be looked up. */
  public Judgement judge(PromoteRequest request, Caller caller, Place place) {
    return undoingUnlessAccepted(
        () ->
            new PromoteJudge(
                    topology,
                    request,
                    caller,
                    place.revision(),
                    new Gate(books, new Lookup(states, place.settled()), place.at()))
                .judge());
  }

  /** Likewise. */
  public Judgement judge(PolicyRequest request, Caller caller, Place place) {
    return undoingUnlessAccepted(
        () ->
            new PolicyRequestJudge(books, topology, request, caller, place.at(), place.revision())
                .judge());
  }

  /** Likewise. */
  public Judgement judge(StandingRequest request, Caller caller, Place place) {
    return undoingUnlessAccepted(
        () -> new StandingJudge(types, topology, request, caller, place.revision()).judge());
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
