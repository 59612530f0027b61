package dev.pedigree.interop.manifest;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.json.Members;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link PedigreeManifest} wrote. Where it was written everything is known; elsewhere
 * the artifact becomes what it is there, with its parents by their names and kinds.
 */
public final class ManifestReader implements DocumentReader {
  private static final long MAX_BYTES = 16 << 20;

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    Members manifest = Members.of(document, MAX_BYTES);
    if (manifest.needInteger(PedigreeManifest.MARK) != PedigreeManifest.VERSION) {
      throw manifest.wrong(
          PedigreeManifest.MARK,
          manifest.value(PedigreeManifest.MARK),
          "version " + PedigreeManifest.VERSION);
    }
    List<RecordRequest.Artifact> artifacts = artifacts(manifest, context);
    checkId(manifest, artifacts.getFirst());
    out.record(new RecordRequest(null, artifacts, List.of(), List.of()));
    stage(manifest, out);
    lost(manifest, out);
  }

  /** What makes the node, its further names and kinds, and its parents. */
  private static List<RecordRequest.Artifact> artifacts(Members manifest, ReadingContext context) {
    List<String> kinds = manifest.texts("kinds");
    List<Members> names = manifest.objects("names");
    if (kinds.isEmpty() || names.isEmpty()) {
      throw manifest.wrong(kinds.isEmpty() ? "kinds" : "names", null, "at least one");
    }
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>(values(manifest, "attributes"));
    List<RecordRequest.Artifact> further = new ArrayList<>();
    for (int i = 1; i < Math.max(kinds.size(), names.size()); i++) {
      String kind = kinds.get(Math.min(i, kinds.size() - 1));
      Members name = names.get(Math.min(i, names.size() - 1));
      further.add(named(manifest, kind, name, ofKind(kind, attributes, kinds, context)));
    }
    List<RecordRequest.Artifact> artifacts = new ArrayList<>();
    artifacts.add(artifact(manifest, kinds.getFirst(), names.getFirst(), attributes));
    artifacts.addAll(further);
    manifest.objects("parents").forEach(parent -> artifacts.add(node(parent)));
    return artifacts;
  }

  /** Takes out of {@code attributes} what only {@code kind} declares, not the first kind. */
  private static Map<String, @Nullable Object> ofKind(
      String kind,
      Map<String, @Nullable Object> attributes,
      List<String> kinds,
      ReadingContext context) {
    Set<String> own = declared(kind, context);
    own.removeAll(declared(kinds.getFirst(), context));
    Map<String, @Nullable Object> taken = new LinkedHashMap<>();
    for (String name : own) {
      if (attributes.containsKey(name)) {
        taken.put(name, attributes.remove(name));
      }
    }
    return taken;
  }

  private static Set<String> declared(String kind, ReadingContext context) {
    Set<String> names = new HashSet<>();
    context.types().kind(kind).map(Kind::fields).orElse(List.of()).stream()
        .map(Field::name)
        .forEach(names::add);
    return names;
  }

  private static RecordRequest.Artifact node(Members parent) {
    return named(parent, parent.needText("kind"), parent.needObject("name"), Map.of());
  }

  private static RecordRequest.Artifact named(
      Members of, String kind, Members name, Map<String, @Nullable Object> attributes) {
    return new RecordRequest.Artifact(
        of.path().isEmpty() ? name.path() : of.path(),
        of.path("attributes"),
        kind,
        of.text("digest"),
        of.word("unhashed", UnhashedReason.class),
        name.needText("namespace"),
        name.needText("name"),
        name.text("version"),
        null,
        null,
        null,
        List.of(),
        List.of(),
        attributes,
        List.of(),
        List.of());
  }

  private static RecordRequest.Parent parent(Members edge) {
    List<RecordRequest.Mutation> mutations = new ArrayList<>();
    for (Members mutation : edge.objects("mutations")) {
      mutations.add(
          new RecordRequest.Mutation(
              mutation.path(),
              mutation.path("attributes"),
              mutation.needText("kind"),
              mutation.text("description"),
              values(mutation, "attributes")));
    }
    return new RecordRequest.Parent(
        edge.path(),
        edge.needText("type"),
        edge.needText("id"),
        null,
        edge.number("weight"),
        mutations,
        values(edge, "attributes"));
  }

  private static Map<String, @Nullable Object> values(Members of, String name) {
    Members values = of.object(name);
    return values == null ? Map.of() : values.values();
  }

  private static RecordRequest.Artifact artifact(
      Members manifest, String kind, Members name, Map<String, @Nullable Object> attributes) {
    return new RecordRequest.Artifact(
        name.path(),
        "attributes",
        kind,
        manifest.text("digest"),
        manifest.word("unhashed", UnhashedReason.class),
        name.needText("namespace"),
        name.needText("name"),
        name.text("version"),
        manifest.time("createdAt"),
        manifest.text("description"),
        manifest.word("provenance", Provenance.class),
        manifest.texts("owners"),
        labels(manifest),
        attributes,
        checks(manifest),
        manifest.objects("parents").stream().map(ManifestReader::parent).toList());
  }

  private static List<Label> labels(Members manifest) {
    return manifest.objects("labels").stream()
        .map(label -> new Label(label.needText("key"), label.needText("value")))
        .toList();
  }

  private static List<RecordRequest.InlineCheck> checks(Members manifest) {
    List<RecordRequest.InlineCheck> checks = new ArrayList<>();
    for (Members check : manifest.objects("checks")) {
      if (!check.has("revoked")) {
        CheckOutcome outcome = check.word("outcome", CheckOutcome.class);
        if (outcome == null) {
          throw check.wrong("outcome", null, "PASSED or FAILED");
        }
        checks.add(
            new RecordRequest.InlineCheck(
                check.path(),
                check.needText("name"),
                check.needInteger("version"),
                outcome,
                check.text("evidence")));
      }
    }
    return checks;
  }

  /** A manifest is about the id that it names, or it was changed by hand. */
  private static void checkId(Members manifest, RecordRequest.Artifact artifact) {
    String digest = manifest.text("digest");
    String id =
        digest != null
            ? digest
            : ArtifactId.ofIdentity(
                    artifact.kind(),
                    new ArtifactName(artifact.namespace(), artifact.name(), artifact.version()))
                .toString();
    if (!id.equals(manifest.needText("id"))) {
      throw manifest.wrong("id", manifest.value("id"), id + ", of what the manifest says");
    }
  }

  private static void stage(Members manifest, Statements out) {
    Stage stage = manifest.word("stage", Stage.class);
    if (stage != null && stage != Stage.DRAFT) {
      out.record(
          new RecordRequest(
              null,
              List.of(),
              List.of(),
              List.of(),
              List.of(
                  new RecordRequest.FirstStage(
                      "stage", Objects.requireNonNull(manifest.text("id")), stage, null))));
    }
  }

  private static void lost(Members manifest, Statements out) {
    for (Members check : manifest.objects("checks")) {
      if (check.has("revoked")) {
        out.lost(check.path(), "a check that was revoked is not recorded");
      }
    }
    for (String mark : List.of("quarantine", "retraction")) {
      if (manifest.has(mark)) {
        out.lost(mark, "a document cannot put an artifact in doubt or take it back");
      }
    }
    if (manifest.has("hiddenParents")) {
      out.lost("hiddenParents", "parents that whoever wrote the manifest was not shown");
    }
  }
}
