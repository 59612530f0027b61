package dev.pedigree.graph.recording;

import static dev.pedigree.graph.recording.ErrorCode.INVALID_VALUE;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.topology.Fingerprints;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges the edges of a request: what they join, what they carry, and that they close no cycle. */
final class EdgeJudge {
  private static final int MAX_MUTATIONS = 64;

  /**
   * Edges from a version to the one before it: between equal bytes, or back to earlier ones, there
   * is no step.
   */
  private static final Set<String> SUCCESSOR_TYPES = Set.of("REVISED_FROM", "CONTINUED_FROM");

  private final TypeSystem types;
  private final Caller caller;
  private final Draft draft;
  private final boolean byDocument;
  private final List<EdgeId> judged = new ArrayList<>();

  /**
   * Of one request.
   *
   * @param byDocument see {@link ArtifactJudge}
   */
  EdgeJudge(TypeSystem types, Caller caller, Draft draft, boolean byDocument) {
    this.byDocument = byDocument;
    this.types = types;
    this.caller = caller;
    this.draft = draft;
  }

  /** The edges that are stored now, in the order in which they were judged. */
  List<EdgeId> judged() {
    return judged;
  }

  /** Judges an edge to a parent that was given with its child. */
  void judge(ArtifactJudge.Judged child, RecordRequest.Parent parent) {
    OptionalInt found = find(parent);
    if (found.isPresent()) {
      int ordinal = draft.read(graph -> graph.artifact(child.id()).orElseThrow());
      judge(
          new Given(
              parent.path(),
              parent.type(),
              ordinal,
              found.getAsInt(),
              parent.weight(),
              parent.mutations(),
              parent.attributes(),
              !child.isNew(),
              true));
    }
  }

  /** Judges an edge that was given by itself. */
  void judge(RecordRequest.Edge edge) {
    OptionalInt child =
        draft.find(edge.child(), edge.path() + ".child", ErrorCode.NOT_FOUND, caller);
    OptionalInt parent =
        draft.find(edge.parent(), edge.path() + ".parent", ErrorCode.UNKNOWN_PARENT, caller);
    if (child.isPresent() && parent.isPresent()) {
      judge(
          new Given(
              edge.path(),
              edge.type(),
              child.getAsInt(),
              parent.getAsInt(),
              edge.weight(),
              edge.mutations(),
              edge.attributes(),
              false,
              false));
    }
  }

  /**
   * An edge whose ends are found.
   *
   * @param again whether its child was known before the artifact was given with this parent
   * @param withChild whether it was given with its child
   */
  private record Given(
      String path,
      String type,
      int child,
      int parent,
      @Nullable Double weight,
      List<RecordRequest.Mutation> mutations,
      Map<String, @Nullable Object> attributes,
      boolean again,
      boolean withChild) {}

  private OptionalInt find(RecordRequest.Parent parent) {
    String id = parent.id();
    RecordRequest.Name name = parent.name();
    if ((id == null) == (name == null)) {
      draft.refusals.add(
          INVALID_VALUE,
          "parent: "
              + (id == null ? "neither id nor name" : "both id and name")
              + " (expected: one of the two)",
          parent.path());
      return OptionalInt.empty();
    }
    if (id != null) {
      return draft.find(id, parent.path() + ".id", ErrorCode.UNKNOWN_PARENT, caller);
    }
    ArtifactName asked = new ArtifactName(name.namespace(), name.name(), name.version());
    OptionalInt found = draft.read(graph -> graph.resolve(asked));
    if (found.isEmpty() || !draft.mayRead(found.getAsInt(), caller)) {
      draft.refusals.add(
          ErrorCode.UNKNOWN_PARENT,
          "no artifact named "
              + Limits.shown(asked.toString())
              + " (expected: one that is recorded)",
          parent.path() + ".name");
      return OptionalInt.empty();
    }
    return found;
  }

  private void judge(Given edge) {
    int refusedBefore = draft.refusals.list().size();
    EdgeType type = types.edgeType(edge.type()).orElse(null);
    if (type == null) {
      draft.refusals.add(
          ErrorCode.UNKNOWN_TYPE,
          "type: " + Limits.shown(edge.type()) + " (expected: one of " + types.edgeTypes() + ")",
          edge.path() + ".type");
      return;
    }
    draft.requireWriter(edge.child(), caller, edge.path());
    checkJoin(edge, type);
    checkWeight(edge);
    List<EdgeMutation> mutations = mutations(edge);
    String attributes =
        ArtifactJudge.canonical(draft.refusals, "attributes", edge.attributes(), edge.path());
    if (draft.refusals.list().size() > refusedBefore || isSameContent(edge, type)) {
      return;
    }
    Fact.EdgeRecorded fact =
        draft.read(
            graph ->
                new Fact.EdgeRecorded(
                    type.name(),
                    graph.artifactId(edge.child()),
                    graph.artifactId(edge.parent()),
                    edge.weight(),
                    mutations,
                    attributes));
    EdgeId id = fact.edge();
    OptionalInt known = draft.read(graph -> standing(graph, id));
    if (known.isPresent()) {
      checkConflict(edge, fact, known.getAsInt());
      judged.add(id);
    } else if (closesNoCycle(edge, type) && isNoOrigin(edge)) {
      draft.add(fact);
      judged.add(id);
    }
  }

  private static OptionalInt standing(TopologyReader graph, EdgeId id) {
    OptionalInt edge = graph.edge(id);
    return edge.isPresent() && graph.edgeStands(edge.getAsInt()) ? edge : OptionalInt.empty();
  }

  private void checkJoin(Given edge, EdgeType type) {
    Set<Kind> children = kinds(edge.child());
    Set<Kind> parents = kinds(edge.parent());
    if (edge.child() == edge.parent()
        && !(edge.withChild() && SUCCESSOR_TYPES.contains(type.name()))) {
      draft.refusals.add(
          ErrorCode.INVALID_EDGE, "parent: the artifact itself (expected: another)", edge.path());
    } else if (!type.joins(children, parents)) {
      draft.refusals.add(
          ErrorCode.INVALID_EDGE,
          "%s from %s to %s (expected: from %s to %s%s)"
              .formatted(
                  type,
                  children,
                  parents,
                  type.children(),
                  type.parents(),
                  type.sameFamily() ? ", both of one family" : ""),
          edge.path());
    }
  }

  private Set<Kind> kinds(int artifact) {
    return draft.read(graph -> graph.kinds(artifact)).stream()
        .map(types.kinds()::get)
        .collect(Collectors.toSet());
  }

  private void checkWeight(Given edge) {
    Double weight = edge.weight();
    if (weight != null && !(weight >= 0 && weight <= 1)) {
      draft.refusals.add(
          INVALID_VALUE, "weight: " + weight + " (expected: 0 to 1)", edge.path() + ".weight");
    }
  }

  private List<EdgeMutation> mutations(Given edge) {
    if (edge.mutations().size() > MAX_MUTATIONS) {
      draft.refusals.add(
          INVALID_VALUE,
          "mutations: " + edge.mutations().size() + " (expected: at most " + MAX_MUTATIONS + ")",
          edge.path() + ".mutations");
      return List.of();
    }
    List<EdgeMutation> mutations = new ArrayList<>(edge.mutations().size());
    for (RecordRequest.Mutation mutation : edge.mutations()) {
      MutationType type = types.mutationType(mutation.kind()).orElse(null);
      if (type == null) {
        draft.refusals.add(
            ErrorCode.UNKNOWN_TYPE,
            "kind: "
                + Limits.shown(mutation.kind())
                + " (expected: one of "
                + types.mutationTypes()
                + ")",
            mutation.path() + ".kind");
        continue;
      }
      draft.refusals.add(types.attributes().check(type, mutation.fields()), mutation.fieldsPath());
      draft.refusals.check(
          Limits.DESCRIPTION, "description", mutation.description(), mutation.path());
      String fields =
          ArtifactJudge.canonical(draft.refusals, "fields", mutation.fields(), mutation.path());
      mutations.add(new EdgeMutation(type.name(), mutation.description(), fields));
    }
    return mutations;
  }

  private boolean isSameContent(Given edge, EdgeType type) {
    if (edge.child() != edge.parent()) {
      return false;
    }
    draft.warn(
        WarningCode.SAME_CONTENT,
        "same content as its predecessor: the name is recorded, a " + type + " edge is not",
        edge.path());
    return true;
  }

  private void checkConflict(Given edge, Fact.EdgeRecorded fact, int known) {
    Double recorded = draft.read(graph -> graph.weight(known));
    if (edge.weight() != null && !edge.weight().equals(recorded)) {
      differs(
          "weight: " + edge.weight(),
          recorded + " as recorded; retract the edge first",
          edge.path() + ".weight");
    }
    long asGiven = Fingerprints.ofEdge(fact.mutations(), fact.attributes());
    if (asGiven != Fingerprints.NONE
        && asGiven != draft.<Long>read(graph -> graph.edgeFingerprint(known))) {
      differs(
          "mutations or attributes of " + fact.edge() + " differ from those recorded",
          byDocument ? "as recorded" : "the same; retract the edge first",
          edge.path());
    }
  }

  private void differs(String what, String expected, String path) {
    if (byDocument) {
      draft.warn(WarningCode.ATTRIBUTES_KEPT, what + " (left: " + expected + ")", path);
    } else {
      draft.refusals.add(ErrorCode.EDGE_CONFLICT, what + " (expected: " + expected + ")", path);
    }
  }

  private boolean closesNoCycle(Given edge, EdgeType type) {
    List<Integer> way = draft.read(graph -> List.copyOf(graph.wayUp(edge.parent(), edge.child())));
    if (way.isEmpty()) {
      return true;
    }
    if (edge.again() && SUCCESSOR_TYPES.contains(type.name())) {
      draft.warn(
          WarningCode.REVERTED,
          "back to earlier content, from which "
              + id(edge.parent())
              + " descends: the name is recorded, a "
              + type
              + " edge is not",
          edge.path());
      return false;
    }
    List<ArtifactId> cycle = new ArrayList<>(List.of(id(edge.child())));
    way.stream().filter(it -> draft.mayRead(it, caller)).map(this::id).forEach(cycle::add);
    draft.refusals.add(
        new Refusal(
            ErrorCode.CYCLE,
            type
                + " would make "
                + id(edge.child())
                + " its own ancestor, "
                + way.size()
                + " edges up (expected: no cycle)",
            edge.path(),
            cycle));
    return false;
  }

  private ArtifactId id(int artifact) {
    return draft.read(graph -> graph.artifactId(artifact));
  }

  private boolean isNoOrigin(Given edge) {
    if (draft.read(graph -> graph.provenance(edge.child())) != Provenance.ORIGIN) {
      return true;
    }
    draft.refusals.add(
        INVALID_VALUE,
        "parent: of an artifact whose provenance is ORIGIN (expected: no parents; amend the provenance first)",
        edge.path());
    return false;
  }
}
