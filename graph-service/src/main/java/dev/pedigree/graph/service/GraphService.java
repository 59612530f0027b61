package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.diff.GraphDiff;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.pending.PendingParts;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.AmendRequest;
import dev.pedigree.graph.recording.PolicyRequest;
import dev.pedigree.graph.recording.PromoteRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.StandingRequest;
import dev.pedigree.graph.webhook.Webhooks;
import dev.pedigree.schema.PedigreeSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process's copy of the graph: reads are answered from it, requests are appended to the journal
 * through it.
 *
 * <p>It connects, replays and reconnects by itself. While it cannot answer, its methods throw
 * {@link UnavailableException}; that is safe to retry.
 */
public interface GraphService extends AutoCloseable {
  /** What it is doing. */
  Status status();

  /**
   * The graph as it stands here now.
   *
   * @throws UnavailableException while the journal is being replayed
   */
  Snapshot snapshot(Caller caller);

  /**
   * The graph as it stood at {@code revision}.
   *
   * @throws RevisionNotReachedException if it is not written yet
   * @throws UnavailableException while the journal is being replayed
   */
  Snapshot snapshot(Caller caller, long revision);

  /**
   * Waits until {@code revision} is applied here, and gives the graph as it stands then.
   *
   * @throws RevisionNotReachedException if that took longer than {@code timeout}
   */
  Snapshot snapshotAtLeast(Caller caller, long revision, Duration timeout);

  /**
   * Records all of {@code request} or nothing. The future never completes exceptionally but with
   * {@link UnavailableException}: then it may or may not be recorded later, and may be asked again
   * with the same request id. Requests are judged in the order of the calls.
   */
  CompletableFuture<RecordAnswer> record(RecordRequest request, Caller caller);

  /** Like {@link #record}. */
  CompletableFuture<RecordAnswer> amend(AmendRequest request, Caller caller);

  /** Likewise. */
  CompletableFuture<RecordAnswer> promote(PromoteRequest request, Caller caller);

  /** Likewise. */
  CompletableFuture<RecordAnswer> change(StandingRequest request, Caller caller);

  /** Likewise. */
  CompletableFuture<RecordAnswer> change(PolicyRequest request, Caller caller);

  /**
   * The changes behind {@code after} that satisfy {@code filter}, oldest first.
   *
   * @param limit at most so many
   */
  List<Change> journal(Caller caller, long after, ChangeFilter filter, int limit);

  /**
   * What was recorded behind {@code from} up to {@code to}.
   *
   * @param from at most {@code to}
   * @param around only what is about this artifact and what it descended from at one of the two
   *     revisions; null: all
   * @throws NotFoundException if {@code around} is not recorded at {@code to}, or may not be read
   * @throws RevisionNotReachedException if {@code to} is not written yet
   * @throws BudgetExceededException if {@code around} descends from too much
   */
  GraphDiff diff(Caller caller, long from, long to, @Nullable ArtifactId around, Budget budget);

  /**
   * What the changes of one document say. Reads the whole journal, as fast as it can be read.
   *
   * @throws UnavailableException if the store does not answer
   */
  ImportedDocument imported(Digest document);

  /** The change of that revision, which must be written. */
  Change change(Caller caller, long revision);

  /** The hash, in hexadecimal, of the entry that holds that revision, which must be written. */
  String entryHash(Caller caller, long revision);

  /**
   * What proves to strangers what the journal says.
   *
   * @throws UnavailableException while the journal is being replayed
   */
  JournalProofs proofs();

  /**
   * Who wants to be told by HTTP of what happens.
   *
   * @throws UnavailableException while the journal is being replayed
   */
  Webhooks webhooks();

  /**
   * What is told part by part of runs that are not over.
   *
   * @throws UnavailableException while the journal is being replayed
   */
  PendingParts pending();

  /** The journal's end as this process knows it, and how far each projection is. */
  Head head();

  /** What the topology occupies; empty: there is none yet. */
  Optional<TopologySize> topologySize();

  /** So many of the newest changes the policies' knowledge of who violates them lacks. */
  long policyLag();

  /** What stands against {@code offered} in the place of the schema in force. */
  SchemaCheck check(PedigreeSchema offered);

  /**
   * Compares every projection with the journal as it stands when asked, after waiting for each to
   * catch up. One that does not, or whose store is away, counts as one difference.
   *
   * @param progress is told now and then, and once per projection at its end
   */
  Verification verify(Consumer<Verification.Progress> progress);

  /**
   * The last comparison of each projection and of the {@code journal} with itself, by name, in
   * whichever process; what was never compared is left out.
   *
   * @throws UnavailableException if the store does not answer
   */
  Map<String, Verification.Last> verifications();

  /** How often facts of artifacts were found in memory since the start, and how often not. */
  CacheUse factsCache();

  /**
   * Puts right what {@link #verify} would find of one projection: what is missing or different is
   * written anew, what is extra is removed. Then compares it.
   *
   * @param projection its name, or {@code topology} for the graph in this process's memory
   * @param progress is told of each difference that is met, then as {@link #verify} tells
   * @throws IllegalArgumentException if there is none of that name
   * @throws UnavailableException if another process works on it, or its store does not answer
   */
  Verification repair(String projection, Consumer<Verification.Progress> progress);

  @Override
  void close();

  /** How often something was found in memory, and how often it was not. */
  record CacheUse(long hits, long misses) {}

  /** What the service is doing. */
  sealed interface Status {
    /** Cannot be reached yet, or any more; it goes on trying. */
    record Connecting(String why) implements Status {}

    record Replaying(long revision) implements Status {}

    record Ready(long revision) implements Status {}

    /** Reads go on at {@code revision}, writes are refused for now. */
    record ReadOnly(long revision, String why) implements Status {}

    /** Will not come back without help: the journal cannot be read, or not with this schema. */
    record Stopped(String why) implements Status {}
  }

  /**
   * The end of the journal.
   *
   * @param at time of the last entry; null: the journal is empty
   */
  record Head(long revision, String hash, @Nullable Instant at, List<ProjectionLag> projections) {
    public Head {
      projections = List.copyOf(projections);
    }
  }

  /**
   * How far a projection is.
   *
   * @param lag how long ago the first change that it lacks was made; zero if it lacks none
   */
  record ProjectionLag(String name, long revision, long lagRevisions, Duration lag) {}

  /**
   * What the shape of the graph occupies in memory, in bytes.
   *
   * @param artifacts how many it holds
   * @param edges likewise
   * @param artifactBytes columns of artifacts
   * @param edgeBytes edges, both directions
   * @param identityBytes digests and words, of which the disk keeps what is not read
   * @param journalBytes times, requests and schemas
   * @param overlayFacts what is not compacted yet
   * @param overlayBytes about what that occupies
   */
  record TopologySize(
      int artifacts,
      int edges,
      long artifactBytes,
      long edgeBytes,
      long identityBytes,
      long journalBytes,
      int overlayFacts,
      long overlayBytes) {}
}
