package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.diff.LineageDiff;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Drawing;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageEngine;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Order;
import dev.pedigree.graph.lineage.Selection;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.lineage.Way;
import dev.pedigree.graph.policy.InvalidPolicyException;
import dev.pedigree.graph.policy.Policy;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.policy.Verdict;
import dev.pedigree.graph.policy.Violation;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.MutationFlavor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The graph as it stood at one revision, as one caller may see it: what the caller may not read is
 * as if it were not recorded, but that walks go on through it. Cheap to make; safe for many
 * threads.
 */
public interface Snapshot {
  long revision();

  /** What the caller may read. */
  Namespaces reads();

  /** Whether the caller may read all that {@code fact} names. Answered from memory. */
  boolean mayRead(Fact fact);

  /**
   * The newest revision up to this one that was recorded at {@code time} or before; 0: none was.
   * Answered from memory.
   */
  long revisionAt(Instant time);

  /** Whether {@code id} is recorded at this revision (retracted ones are). Answered from memory. */
  boolean contains(ArtifactId id);

  /**
   * All kinds that {@code id} was recorded as, the first first; empty if it is not recorded at this
   * revision. Answered from memory.
   */
  List<String> kinds(ArtifactId id);

  /** Every artifact, in the order of the journal. Answered from memory. */
  Iterable<ArtifactId> artifactIds();

  /**
   * The artifact that {@code name} belongs to; without a version the newest of that name. Answered
   * from memory.
   */
  Optional<ArtifactId> resolve(ArtifactName name);

  /**
   * The artifact that just this name belongs to; without a version just the name that has none.
   * Answered from memory.
   */
  Optional<ArtifactId> named(ArtifactName name);

  /**
   * The artifacts with their states, in one round trip to the store; those that do not exist are
   * left out.
   *
   * @throws UnavailableException if the store does not answer in time
   */
  Map<ArtifactId, ArtifactState> artifacts(Collection<ArtifactId> ids);

  /**
   * The edges with their states, retracted ones too, in one round trip to the store; absent ones
   * are left out, and those of which the caller may read neither end. Of an edge whose child may
   * not be read only the ends, the type and the time are told.
   */
  Map<EdgeId, EdgeState> edges(Collection<EdgeId> ids);

  /**
   * Of the live edges to parents, in the order of the journal, of the types given (null: any), at
   * most {@code limit} behind the first {@code offset}. Answered from memory.
   */
  EdgePage parents(ArtifactId child, @Nullable Set<String> edgeTypes, int offset, int limit);

  /** Likewise, of the live edges from children. */
  EdgePage children(ArtifactId parent, @Nullable Set<String> edgeTypes, int offset, int limit);

  /**
   * Of the edges that meet {@code filter}, in the order of the journal, at most {@code limit}
   * behind the first {@code offset}; those whose child the caller may not read do not. Looks at all
   * edges, in memory.
   *
   * @throws BudgetExceededException if there is no time to
   */
  EdgePage edges(EdgeQuery filter, int offset, int limit, Budget budget);

  /**
   * Walks up or down from {@code query.start()}.
   *
   * @throws NotFoundException if the start is not recorded at this revision
   */
  Lineage lineage(LineageQuery query, Budget budget);

  /**
   * See {@link LineageEngine#descends}.
   *
   * @throws NotFoundException if one of the two is not recorded at this revision
   */
  boolean descends(ArtifactId child, ArtifactId ancestor, Steps steps, Budget budget);

  /**
   * See {@link LineageEngine#way}.
   *
   * @throws NotFoundException if one of the two is not recorded at this revision
   */
  Optional<Way> way(ArtifactId child, ArtifactId ancestor, Steps steps, Budget budget);

  /**
   * See {@link LineageEngine#commonAncestors}.
   *
   * @throws NotFoundException if one of {@code artifacts} is not recorded at this revision
   */
  List<CommonAncestor> commonAncestors(
      List<ArtifactId> artifacts,
      boolean nearestOnly,
      Steps steps,
      ArtifactFilter where,
      Budget budget);

  /**
   * See {@link LineageEngine#draw}.
   *
   * @throws NotFoundException if one of {@code roots} is not recorded at this revision
   */
  Drawing draw(
      List<ArtifactId> roots,
      Set<Direction> directions,
      Steps steps,
      ArtifactFilter where,
      int maxNodes,
      Budget budget);

  /**
   * How {@code head} differs from {@code base} in what it descends from. Answered from memory,
   * whichever engine answers questions of lineage.
   *
   * @throws NotFoundException if one of the two is not recorded at this revision
   * @throws BudgetExceededException if there is no time to, or the two have too many ancestors
   */
  LineageDiff diff(ArtifactId base, ArtifactId head, Budget budget);

  /** See {@link LineageEngine#select}. */
  Selection select(ArtifactFilter where, Order order, Budget budget);

  /** See {@link LineageEngine#among}. */
  Set<ArtifactId> among(Collection<ArtifactId> artifacts, ArtifactFilter where, Budget budget);

  /** See {@link LineageEngine#generations}. */
  Map<ArtifactId, Integer> generations(Collection<ArtifactId> artifacts, Budget budget);

  /** The policies as they stand, retired ones too, and what is waived. */
  PolicyBook policies();

  /**
   * Reads a policy that is not published yet.
   *
   * @throws InvalidPolicyException if it is wrong
   */
  Policy parsePolicy(String source);

  /**
   * What the policies in force say of an artifact at a stage, whichever it is at. What cannot be
   * decided within the budget counts as violated.
   *
   * @throws NotFoundException if the artifact is not recorded at this revision
   */
  Verdict evaluate(ArtifactId artifact, Stage stage, Budget budget);

  /** Why the artifact cannot be promoted, whatever policies say; empty: it can be. */
  Optional<Refusal> unusable(ArtifactId artifact, String path);

  /**
   * What is at one of {@code stages}, stands, and violates {@code policy}, which applies there;
   * waived or not, in the order of the journal.
   *
   * @throws BudgetExceededException if there is no time to find out
   */
  List<ArtifactId> violators(Policy policy, Set<Stage> stages, Budget budget);

  /** Of each of these violators the violation by its nearest offender. */
  List<Violation> violations(Policy policy, List<ArtifactId> violators, Budget budget);

  /**
   * The revisions of the changes that touched {@code id} or an edge to one of its parents, oldest
   * first.
   */
  List<Long> history(ArtifactId id);

  /**
   * Who recorded how much, and how much of that lacks a parent that its kind expects; the most
   * incomplete first. Walks all artifacts, in memory.
   */
  List<IngestionCount> ingestion();

  /**
   * What one caller recorded of one kind.
   *
   * @param examples some of the incomplete ones, the newest first
   */
  record IngestionCount(
      String recordedBy, String kind, int recorded, int incomplete, List<ArtifactId> examples) {
    public IngestionCount {
      examples = List.copyOf(examples);
    }
  }

  /**
   * Some of the edges that were asked for.
   *
   * @param total how many all are
   */
  record EdgePage(List<EdgeId> ids, int total) {
    public EdgePage {
      ids = List.copyOf(ids);
    }
  }

  /**
   * Which edges are meant. All given conditions must hold.
   *
   * @param types null: any
   * @param inherits null: any; met by an edge that passes on one of these
   * @param mutations null: any; met by an edge with one of these mutation kinds
   * @param flavors null: any; met by an edge with a mutation of one of these flavors
   * @param child which children
   * @param parent which parents
   * @param opaque true: only edges whose weight is not known; false: only others; null: any
   * @param retracted true: only retracted edges; false: only live ones; null: any
   */
  record EdgeQuery(
      @Nullable Set<String> types,
      @Nullable Set<Inheritance> inherits,
      @Nullable Set<String> mutations,
      @Nullable Set<MutationFlavor> flavors,
      ArtifactFilter child,
      ArtifactFilter parent,
      @Nullable Boolean opaque,
      @Nullable Boolean retracted) {}
}
