package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The graph as it stood at one revision. Artifacts are named by ordinals, dense and in the order of
 * the journal, good at any revision and for ever. Edges are named by numbers that are good for one
 * reader alone. Valid only inside {@link Topology#read}.
 */
public interface TopologyReader {
  long revision();

  /** How many artifacts are recorded; their ordinals are below it. */
  int artifactCount();

  /** The schema in force; null: none was published yet. */
  Fact.@Nullable SchemaPublished schema();

  /** Facts about policies, oldest first. */
  List<PolicyFact> policyFacts();

  /** How many edges are recorded. */
  int edgeCount();

  /** Calls {@code seen} with every recorded edge, in the order of the journal. */
  void forEachEdge(IntConsumer seen);

  /** The place of {@code edge} in the journal among all edges. */
  int ordinal(int edge);

  /** Empty if {@code id} is not recorded at this revision. */
  OptionalInt artifact(ArtifactId id);

  ArtifactId artifactId(int artifact);

  /** The artifact that {@code name} belongs to; without a version the newest. */
  OptionalInt resolve(ArtifactName name);

  /** Whether {@code name}, without a version meaning just that, belongs to an artifact. */
  OptionalInt owner(ArtifactName name);

  /** Ordinals of kinds in the type system, the first recorded first. */
  List<Integer> kinds(int artifact);

  /** Ordinal of the first kind that it was recorded as. */
  int firstKind(int artifact);

  /** Oldest first, at least one. */
  List<ArtifactName> names(int artifact);

  /** Who recorded it. */
  String recordedBy(int artifact);

  Stage stage(int artifact);

  /** Whether its stage was ever set; a draft whose stage was not is as it was recorded. */
  boolean staged(int artifact);

  boolean quarantined(int artifact);

  boolean retracted(int artifact);

  /** As declared; null: never. */
  @Nullable Provenance provenance(int artifact);

  /**
   * Of its kind-specific attributes, see {@link Fingerprints}; null: to be looked up in the state.
   */
  @Nullable Long attributeFingerprint(int artifact);

  /** Of its description, owners, labels and creation time; null: to be looked up in the state. */
  @Nullable Long descriptionFingerprint(int artifact);

  /** By key. */
  List<Label> labels(int artifact);

  /** In the order given. */
  List<String> owners(int artifact);

  /** When its tool says it was made; null: not known. */
  @Nullable Instant createdAt(int artifact);

  /** The revision that recorded it. */
  long recordedRevision(int artifact);

  /**
   * The time of {@code revision}, or of the newest before it that has one; what is being judged has
   * none yet.
   */
  Instant timeOf(long revision);

  /** Its checks, each at its newest mark, in the order of recording. */
  List<CheckMark> checks(int artifact);

  /** The newest mark of that check; null: there is none. */
  @Nullable CheckMark check(int artifact, String name, int version);

  /** The revision of the newest fact about the artifact or an edge to one of its parents. */
  long touchedAt(int artifact);

  /** Calls {@code visitor} with the live edges to parents, in the order of recording. */
  void parents(int artifact, EdgeVisitor visitor);

  /** The sets of kinds of mutations that edges have. */
  List<Set<String>> mutationSets();

  /** Whether every edge was recorded to a parent that was recorded before its child. */
  boolean ancestorsAreOlder();

  /** False: {@code below} does not descend from {@code above}. Told at once, where it can be. */
  boolean mayDescend(int below, int above);

  /** A walk of many steps along the live edges of {@code choice}, up or down. */
  Expansion expansion(EdgeChoice choice, boolean up);

  /** Whether an edge to a parent stands, even if the parent does not. */
  boolean hasParents(int artifact);

  /** Like {@link #parents}, with edges to parents that were retracted, too. */
  void recordedParents(int artifact, EdgeVisitor visitor);

  /** Calls {@code visitor} with the live edges from children, in the order of recording. */
  void children(int artifact, EdgeVisitor visitor);

  /**
   * How many edges from children stand, whether the children do or not; more than {@code atMost}
   * are not counted.
   */
  int usesUpTo(int atMost, int artifact);

  /** Empty if {@code id} is not recorded at this revision; a retracted edge is. */
  OptionalInt edge(EdgeId id);

  EdgeId edgeId(int edge);

  /** Ordinal of its type in the type system. */
  int edgeType(int edge);

  int child(int edge);

  int parent(int edge);

  @Nullable Double weight(int edge);

  /** Kinds of its mutations. */
  Set<String> mutations(int edge);

  /** Of its mutations and attributes, see {@link Fingerprints}. */
  long edgeFingerprint(int edge);

  /** Whether it is recorded and not retracted at this revision. */
  boolean edgeStands(int edge);

  /**
   * A shortest way up from {@code child} to {@code ancestor} over live edges of standing artifacts.
   *
   * @return ordinals of artifacts, both ends included; empty if there is none
   */
  List<Integer> wayUp(int child, int ancestor);

  /** Sees edges one by one. */
  interface EdgeVisitor {
    /**
     * An edge.
     *
     * @param edge its number
     * @param type ordinal of its type
     * @param other the artifact at its other end
     */
    void edge(int edge, int type, int other);
  }

  /**
   * A check as it stands.
   *
   * @param evidence null: none
   */
  record CheckMark(
      String name, int version, CheckOutcome outcome, @Nullable String evidence, boolean revoked) {}
}
