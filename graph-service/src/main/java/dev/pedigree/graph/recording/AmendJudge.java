package dev.pedigree.graph.recording;

import static dev.pedigree.graph.recording.ErrorCode.INVALID_VALUE;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.JsonObject;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Judges one request to amend. */
final class AmendJudge {
  private static final String PATH = "input";

  private final TypeSystem types;
  private final Lookup lookup;
  private final AmendRequest request;
  private final Caller caller;
  private final Draft draft;

  AmendJudge(
      TypeSystem types,
      Topology topology,
      Lookup lookup,
      AmendRequest request,
      Caller caller,
      long revision) {
    this.types = types;
    this.lookup = lookup;
    this.request = request;
    this.caller = caller;
    this.draft = new Draft(topology, revision, caller.name());
  }

  Judgement judge() {
    checkTexts();
    OptionalInt found =
        draft.find(request.artifact(), PATH + ".artifact", ErrorCode.NOT_FOUND, caller);
    if (found.isPresent()) {
      draft.requireWriter(found.getAsInt(), caller, PATH + ".artifact");
    }
    if (found.isEmpty() || !draft.refusals.none()) {
      return new Judgement.Refused(draft.refusals.list());
    }
    ArtifactState state = draft.read(graph -> lookup.state(graph, found.getAsInt()));
    judge(state, found.getAsInt());
    return draft.judgement(state.id(), caller, stamp());
  }

  private void checkTexts() {
    draft.refusals.check(Limits.REQUEST_ID, "requestId", request.requestId(), PATH);
    draft.refusals.check(Limits.DESCRIPTION, "description", request.description(), PATH);
    draft.refusals.check(Limits.REMARK, "reason", request.reason(), PATH);
    ArtifactJudge.checkLabels(draft.refusals, request.labels(), PATH);
    List<String> owners = request.owners();
    if (owners != null) {
      ArtifactJudge.checkOwners(draft.refusals, owners, PATH);
    }
    for (Label label : request.labels()) {
      if (request.removeLabels().contains(label.key())) {
        draft.refusals.add(
            INVALID_VALUE,
            "removeLabels: "
                + Limits.shown(label.key())
                + " is set as well (expected: one of the two)",
            PATH + ".removeLabels");
      }
    }
  }

  private void judge(ArtifactState state, int node) {
    Map<String, @Nullable Object> before = JsonObject.parse(state.attributes());
    Map<String, @Nullable Object> after = JsonObject.merge(before, request.attributes());
    checkAttributes(node, after);
    Provenance provenance = request.provenance();
    if (provenance == Provenance.ORIGIN && hasParents(node)) {
      draft.refusals.add(
          INVALID_VALUE,
          "provenance: ORIGIN (expected: another, as it has parents)",
          PATH + ".provenance");
    }
    Fact.CheckRevoked revoked = revoked(state.id(), node);
    if (!draft.refusals.none()) {
      return;
    }
    Fact.ArtifactAmended amended =
        new Fact.ArtifactAmended(
            state.id(),
            request.labels().stream().filter(label -> !state.labels().contains(label)).toList(),
            request.removeLabels().stream().filter(key -> has(state, key)).toList(),
            request.owners() == null || request.owners().equals(state.owners())
                ? null
                : request.owners(),
            request.description() == null || request.description().equals(state.description())
                ? null
                : request.description(),
            sameJson(before, after) ? "{}" : CanonicalJson.of(request.attributes()),
            provenance == state.provenance() ? null : provenance,
            request.reason());
    if (changesAnything(amended)) {
      draft.add(amended);
    }
    if (revoked != null) {
      draft.add(revoked);
    }
  }

  private static boolean has(ArtifactState state, String key) {
    return state.labels().stream().anyMatch(label -> label.key().equals(key));
  }

  private static boolean changesAnything(Fact.ArtifactAmended fact) {
    return !fact.labels().isEmpty()
        || !fact.removedLabels().isEmpty()
        || fact.owners() != null
        || fact.description() != null
        || !fact.attributes().equals("{}")
        || fact.provenance() != null;
  }

  private static boolean sameJson(Object before, Object after) {
    return CanonicalJson.of(before).equals(CanonicalJson.of(after));
  }

  /**
   * Each attribute must be one of a kind of the node; what no kind has is the first kind's to
   * refuse.
   */
  private void checkAttributes(int node, Map<String, @Nullable Object> after) {
    List<Kind> kinds =
        draft.read(graph -> graph.kinds(node)).stream().map(types.kinds()::get).toList();
    Map<Kind, Map<String, @Nullable Object>> byKind = new LinkedHashMap<>();
    byKind.put(kinds.getFirst(), new LinkedHashMap<>());
    after.forEach(
        (name, value) -> {
          Kind owner =
              kinds.stream()
                  .filter(kind -> declares(kind, name))
                  .findFirst()
                  .orElse(kinds.getFirst());
          byKind.computeIfAbsent(owner, kind -> new LinkedHashMap<>()).put(name, value);
        });
    byKind.forEach(
        (kind, values) ->
            draft.refusals.add(types.attributes().check(kind, values), PATH + ".attributes"));
    ArtifactJudge.canonical(draft.refusals, "attributes", after, PATH);
  }

  private static boolean declares(Kind kind, String name) {
    return kind.fields().stream().map(Field::name).anyMatch(name::equals);
  }

  private boolean hasParents(int node) {
    boolean[] found = {false};
    draft.read(
        graph -> {
          graph.parents(node, (edge, type, parent) -> found[0] = true);
          return found;
        });
    return found[0];
  }

  private Fact.@Nullable CheckRevoked revoked(ArtifactId id, int node) {
    AmendRequest.CheckRef ref = request.revokeCheck();
    if (ref == null) {
      return null;
    }
    TopologyReader.CheckMark mark =
        draft.read(graph -> graph.check(node, ref.name(), ref.version()));
    if (mark == null) {
      draft.refusals.add(
          ErrorCode.NOT_FOUND,
          "revokeCheck: "
              + Limits.shown(ref.name())
              + " version "
              + ref.version()
              + " (expected: a check of this artifact)",
          PATH + ".revokeCheck");
      return null;
    }
    return mark.revoked()
        ? null
        : new Fact.CheckRevoked(id, ref.name(), ref.version(), request.reason());
  }

  private Change.@Nullable Request stamp() {
    String id = request.requestId();
    return id == null ? null : new Change.Request(id, RequestFingerprint.of(request));
  }
}
