package dev.pedigree.graph.recording;

import static dev.pedigree.graph.recording.ErrorCode.INVALID_VALUE;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.JsonObject;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.topology.Fingerprints;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the artifacts of a request: what they say of themselves, and whether they are known. */
final class ArtifactJudge {
  private final TypeSystem types;
  private final Lookup lookup;
  private final Caller caller;
  private final Draft draft;
  private final boolean byDocument;

  /**
   * Of one request.
   *
   * @param byDocument whether what differs from what is recorded is left as recorded, with a
   *     warning: a document cannot be asked to say something else
   */
  ArtifactJudge(TypeSystem types, Lookup lookup, Caller caller, Draft draft, boolean byDocument) {
    this.byDocument = byDocument;
    this.types = types;
    this.lookup = lookup;
    this.caller = caller;
    this.draft = draft;
  }

  /**
   * An artifact that is recorded now.
   *
   * @param isNew whether this request recorded it first
   */
  record Judged(ArtifactId id, boolean isNew) {}

  static String notADigest(String field, String text) {
    return field + ": " + Limits.shown(text) + " (expected: sha256: and 64 lower-case hex digits)";
  }

  /** Empty if it was refused. */
  Optional<Judged> judge(RecordRequest.Artifact artifact) {
    int refusedBefore = draft.refusals.list().size();
    Kind kind = types.kind(artifact.kind()).orElse(null);
    if (kind == null) {
      draft.refusals.add(
          ErrorCode.UNKNOWN_TYPE,
          "kind: " + Limits.shown(artifact.kind()) + " (expected: one of " + types.kinds() + ")",
          artifact.path() + ".kind");
      return Optional.empty();
    }
    checkTexts(artifact);
    String attributes = attributes(kind, artifact);
    Digest digest = digest(kind, artifact);
    if (!caller.mayWrite(artifact.namespace())) {
      draft.refusals.add(
          ErrorCode.FORBIDDEN,
          caller.name() + " may not write to namespace " + Limits.shown(artifact.namespace()),
          artifact.path() + ".namespace");
    }
    if (draft.refusals.list().size() > refusedBefore) {
      return Optional.empty();
    }
    ArtifactName name = new ArtifactName(artifact.namespace(), artifact.name(), artifact.version());
    ArtifactId id =
        digest != null ? new ArtifactId(digest) : ArtifactId.ofIdentity(kind.name(), name);
    Given given = new Given(artifact, kind, id, digest, name, attributes);
    OptionalInt known = draft.read(graph -> graph.artifact(id));
    if (nameTaken(given, known)) {
      return Optional.empty();
    }
    if (known.isEmpty()) {
      draft.add(given.fact());
      return Optional.of(new Judged(id, true));
    }
    return known(given, known.getAsInt()) ? Optional.of(new Judged(id, false)) : Optional.empty();
  }

  private record Given(
      RecordRequest.Artifact artifact,
      Kind kind,
      ArtifactId id,
      @Nullable Digest digest,
      ArtifactName name,
      String attributes) {
    String path() {
      return artifact.path();
    }

    Fact fact() {
      return new Fact.ArtifactRecorded(
          id,
          kind.name(),
          name,
          digest,
          artifact.unhashed(),
          artifact.createdAt(),
          artifact.provenance(),
          artifact.owners(),
          artifact.description(),
          artifact.labels(),
          attributes);
    }
  }

  private void checkTexts(RecordRequest.Artifact artifact) {
    Refusals refusals = draft.refusals;
    String path = artifact.path();
    refusals.check(Limits.NAME, "namespace", artifact.namespace(), path);
    refusals.check(Limits.NAME, "name", artifact.name(), path);
    refusals.check(Limits.NAME, "version", artifact.version(), path);
    refusals.check(Limits.DESCRIPTION, "description", artifact.description(), path);
    checkOwners(refusals, artifact.owners(), path);
    checkLabels(refusals, artifact.labels(), path);
    if (artifact.provenance() == Provenance.ORIGIN && !artifact.parents().isEmpty()) {
      refusals.add(
          INVALID_VALUE,
          "provenance: ORIGIN (expected: no parents, or another provenance)",
          path + ".provenance");
    }
  }

  static void checkOwners(Refusals refusals, List<String> owners, String path) {
    if (owners.size() > Limits.MAX_OWNERS) {
      refusals.add(
          INVALID_VALUE,
          "owners: " + owners.size() + " (expected: at most " + Limits.MAX_OWNERS + ")",
          path + ".owners");
    }
    for (int i = 0; i < Math.min(owners.size(), Limits.MAX_OWNERS); i++) {
      refusals.check(Limits.OWNER, "owners[" + i + "]", owners.get(i), path);
    }
  }

  static void checkLabels(Refusals refusals, List<Label> labels, String path) {
    if (labels.size() > Limits.MAX_LABELS) {
      refusals.add(
          INVALID_VALUE,
          "labels: " + labels.size() + " (expected: at most " + Limits.MAX_LABELS + ")",
          path + ".labels");
      return;
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      String at = path + ".labels[" + i + "]";
      refusals.check(Limits.LABEL_KEY, "key", label.key(), at);
      refusals.check(Limits.LABEL_VALUE, "value", label.value(), at);
      if (!keys.add(label.key())) {
        refusals.add(
            INVALID_VALUE,
            "key: " + Limits.shown(label.key()) + " twice (expected: one value per key)",
            at + ".key");
      }
    }
  }

  private String attributes(Kind kind, RecordRequest.Artifact artifact) {
    draft.refusals.add(
        types.attributes().check(kind, artifact.attributes()), artifact.fieldsPath());
    return canonical(draft.refusals, "attributes", artifact.attributes(), artifact.path());
  }

  /** Canonical JSON of the values that are given; {@code {}} after a refusal. */
  static String canonical(
      Refusals refusals,
      String field,
      Map<String, ? extends @Nullable Object> values,
      String path) {
    Map<String, Object> given = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (value != null) {
            given.put(key, value);
          }
        });
    if (given.isEmpty()) {
      return "{}";
    }
    try {
      String json = CanonicalJson.of(given);
      refusals.check(Limits.ATTRIBUTES, field, json, path);
      return json;
    } catch (IllegalArgumentException e) {
      refusals.add(
          INVALID_VALUE, field + ": " + e.getMessage() + " (expected: JSON)", path + "." + field);
      return "{}";
    }
  }

  private @Nullable Digest digest(Kind kind, RecordRequest.Artifact artifact) {
    String path = artifact.path();
    String text = artifact.digest();
    if (artifact.unhashed() != null && !kind.content()) {
      draft.refusals.add(
          INVALID_VALUE,
          "unhashed: "
              + artifact.unhashed()
              + " (expected: none, as a "
              + kind
              + " has no content)",
          path + ".unhashed");
    } else if (artifact.unhashed() != null && text != null) {
      draft.refusals.add(
          INVALID_VALUE,
          "unhashed: " + artifact.unhashed() + " beside a digest (expected: one of the two)",
          path + ".unhashed");
    } else if (text == null && kind.content() && artifact.unhashed() == null) {
      draft.refusals.add(
          INVALID_VALUE,
          "digest: missing (expected: sha256:…, or unhashed with the reason)",
          path + ".digest");
    } else if (text == null && !kind.content() && artifact.version() == null) {
      draft.refusals.add(
          INVALID_VALUE,
          "version: missing (expected: a version or a digest, to tell one "
              + kind
              + " from the next)",
          path + ".version");
    }
    if (text == null) {
      return null;
    }
    Optional<Digest> digest = Digest.parse(text);
    if (digest.isEmpty()) {
      draft.refusals.add(ErrorCode.INVALID_DIGEST, notADigest("digest", text), path + ".digest");
    }
    return digest.orElse(null);
  }

  private boolean nameTaken(Given given, OptionalInt known) {
    OptionalInt owner = draft.read(graph -> graph.owner(given.name()));
    if (owner.isEmpty() || owner.equals(known)) {
      return false;
    }
    boolean readable = draft.mayRead(owner.getAsInt(), caller);
    draft.refusals.add(
        ErrorCode.NAME_TAKEN,
        given.name()
            + " belongs to "
            + (readable
                ? draft.read(graph -> graph.artifactId(owner.getAsInt())).toString()
                : "another artifact")
            + " (expected: another name or version for "
            + given.id()
            + ")",
        given.path() + ".name");
    return true;
  }

  /** Compares what is given with what is recorded. False if they cannot stand together. */
  private boolean known(Given given, int node) {
    List<Kind> kinds =
        draft.read(graph -> graph.kinds(node)).stream().map(types.kinds()::get).toList();
    boolean isUnknownToCaller = !draft.mayRead(node, caller);
    if (!kinds.getFirst().sameFamily(given.kind())) {
      draft.refusals.add(
          ErrorCode.KIND_CONFLICT,
          "kind: "
              + given.kind()
              + " for "
              + given.id()
              + (isUnknownToCaller
                  ? ", which is of another family"
                  : ", which is a " + kinds.getFirst())
              + " (expected: a kind of its family)",
          given.path());
      return false;
    }
    Optional<String> added = addedAttributes(given, node);
    if (added.isEmpty()) {
      return false;
    }
    warnOfWhatIsKept(given, node);
    boolean sameName = draft.read(graph -> graph.names(node)).contains(given.name());
    if (!sameName || !kinds.contains(given.kind()) || !added.get().equals("{}")) {
      draft.add(
          new Fact.ArtifactExtended(given.id(), given.kind().name(), given.name(), added.get()));
    }
    return true;
  }

  /** The attributes that are given and not recorded yet; empty if one differs. */
  private Optional<String> addedAttributes(Given given, int node) {
    if (given.attributes().equals("{}")) {
      return Optional.of("{}");
    }
    Long recorded = draft.read(graph -> graph.attributeFingerprint(node));
    if (recorded != null && recorded == Fingerprints.ofAttributes(given.attributes())) {
      return Optional.of("{}");
    }
    if (recorded != null && recorded == Fingerprints.NONE) {
      return Optional.of(given.attributes());
    }
    Map<String, @Nullable Object> before = JsonObject.parse(state(node).attributes());
    Map<String, Object> added = new LinkedHashMap<>();
    boolean differs = false;
    for (Map.Entry<String, @Nullable Object> entry :
        JsonObject.parse(given.attributes()).entrySet()) {
      Object value = Objects.requireNonNull(entry.getValue());
      Object known = before.get(entry.getKey());
      if (known == null) {
        added.put(entry.getKey(), value);
      } else if (!CanonicalJson.of(known).equals(CanonicalJson.of(value))) {
        Object grown = grown(known, value);
        if (grown != null) {
          added.put(entry.getKey(), grown);
        }
        if (!agrees(grown == null ? known : grown, value)) {
          differs |= !byDocument;
          differs(given, entry.getKey(), value, draft.mayRead(node, caller) ? known : null);
        }
      }
    }
    return differs ? Optional.empty() : Optional.of(CanonicalJson.of(added));
  }

  /** An object that documents add to; null: it is none, nothing is added, or there is no room. */
  private @Nullable Object grown(Object known, Object value) {
    if (!byDocument || !(known instanceof Map<?, ?> before) || !(value instanceof Map<?, ?> more)) {
      return null;
    }
    Map<String, @Nullable Object> grown = JsonGrowth.grown(before, more);
    String json = CanonicalJson.of(grown);
    return json.equals(CanonicalJson.of(known)) || Limits.ATTRIBUTES.problem("grown", json) != null
        ? null
        : grown;
  }

  private boolean agrees(Object known, Object value) {
    return byDocument
        && known instanceof Map<?, ?> before
        && value instanceof Map<?, ?> said
        && JsonGrowth.agrees(before, said);
  }

  /**
   * Refuses the attribute, or warns of it.
   *
   * @param recorded null: the caller may not know
   */
  private void differs(Given given, String name, Object value, @Nullable Object recorded) {
    String shown = name + ": " + Limits.visible(CanonicalJson.of(value));
    String known =
        recorded == null
            ? "as recorded by others"
            : Limits.visible(CanonicalJson.of(recorded)) + " as recorded; amend changes it";
    String path = given.artifact().fieldsPath() + "." + name;
    if (byDocument) {
      draft.warn(WarningCode.ATTRIBUTES_KEPT, shown + " (left " + known + ")", path);
    } else {
      draft.refusals.add(ErrorCode.ATTRIBUTE_CONFLICT, shown + " (expected: " + known + ")", path);
    }
  }

  private void warnOfWhatIsKept(Given given, int node) {
    RecordRequest.Artifact artifact = given.artifact();
    long asGiven =
        Fingerprints.ofDescription(
            artifact.description(), artifact.owners(), artifact.labels(), artifact.createdAt());
    boolean provenanceDiffers =
        artifact.provenance() != null
            && artifact.provenance() != draft.read(graph -> graph.provenance(node));
    Long recorded = draft.read(graph -> graph.descriptionFingerprint(node));
    boolean describes = asGiven != Fingerprints.NONE && (recorded == null || recorded != asGiven);
    if (!describes && !provenanceDiffers) {
      return;
    }
    List<String> kept = new ArrayList<>();
    if (describes) {
      ArtifactState state = state(node);
      keep(
          kept,
          "description",
          artifact.description() != null && !artifact.description().equals(state.description()));
      keep(
          kept,
          "owners",
          !artifact.owners().isEmpty() && !artifact.owners().equals(state.owners()));
      keep(kept, "labels", !state.labels().containsAll(artifact.labels()));
      keep(
          kept,
          "createdAt",
          artifact.createdAt() != null && !artifact.createdAt().equals(state.createdAt()));
    }
    keep(kept, "provenance", provenanceDiffers);
    if (!kept.isEmpty()) {
      draft.warn(
          WarningCode.ATTRIBUTES_KEPT,
          String.join(", ", kept) + " of " + given.id() + " left as recorded (amend changes them)",
          given.path());
    }
  }

  private static void keep(List<String> kept, String field, boolean differs) {
    if (differs) {
      kept.add(field);
    }
  }

  private ArtifactState state(int node) {
    return draft.read(graph -> lookup.state(graph, node));
  }
}
