package dev.pedigree.interop.reading;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader stated, for tests to look at: artifacts as {@code KIND name@version}, edges as
 * {@code child TYPE parent}.
 */
public final class Heard implements Statements {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();

  private final List<RecordRequest> requests = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Map<ArtifactName, Known> known = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, RecordRequest.Artifact> artifacts = new LinkedHashMap<>();

  /** Something that was recorded before. */
  public Heard knowing(String kind, String name, String id) {
    ArtifactId artifact = ArtifactId.parse(id).orElseThrow();
    known.put(new ArtifactName("default", name, null), new Known(artifact, Set.of(kind)));
    names.put(id, name);
    return this;
  }

  /** Reads the text. */
  public Heard read(DocumentReader reader, @Nullable String fileName, String text) {
    return read(reader, new TextDocument(fileName, text));
  }

  /** Reads the document. */
  public Heard read(DocumentReader reader, TextDocument document) {
    try {
      reader.read(document, new ReadingContext("default", TYPES), this);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void record(RecordRequest request) {
    requests.add(request);
    for (RecordRequest.Artifact artifact : request.artifacts()) {
      ArtifactName name =
          new ArtifactName(artifact.namespace(), artifact.name(), artifact.version());
      String digest = artifact.digest();
      ArtifactId id =
          digest != null
              ? new ArtifactId(Digest.parse(digest).orElseThrow())
              : ArtifactId.ofIdentity(artifact.kind(), name);
      names.put(
          id.toString(),
          artifact.name() + (artifact.version() == null ? "" : "@" + artifact.version()));
      artifacts.putIfAbsent(id.toString(), artifact);
      if (!problems(artifact).isEmpty()) {
        throw new AssertionError(artifact.path() + ": " + problems(artifact));
      }
    }
  }

  private static List<?> problems(RecordRequest.Artifact artifact) {
    return TYPES
        .attributes()
        .check(TYPES.kind(artifact.kind()).orElseThrow(), artifact.attributes());
  }

  @Override
  public void lost(String path, String message) {
    losses.add(path + ": " + message);
  }

  @Override
  public void refused(Refusal refusal) {
    refusals.add(refusal);
  }

  @Override
  public Optional<Known> named(ArtifactName name) {
    return Optional.ofNullable(known.get(name));
  }

  @Override
  public Optional<Known> known(ArtifactId id) {
    return known.values().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /** Each once, as {@code KIND name@version}. */
  public List<String> artifacts() {
    return artifacts.entrySet().stream()
        .map(it -> it.getValue().kind() + " " + names.get(it.getKey()))
        .toList();
  }

  /** The artifact of that name, as it was stated first. */
  public RecordRequest.Artifact artifact(String name) {
    return artifacts.values().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is none of " + artifacts()));
  }

  /** The attributes of the artifact, as canonical JSON. */
  public String attributes(String name) {
    return CanonicalJson.of(artifact(name).attributes());
  }

  /** Each once, as {@code child TYPE parent}. */
  public List<String> edges() {
    return all().stream().map(this::words).distinct().toList();
  }

  /** The one edge to the parent. */
  public RecordRequest.Edge edgeTo(String parent) {
    List<RecordRequest.Edge> found =
        all().stream().filter(it -> parent.equals(names.get(it.parent()))).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " edges to " + parent + " in " + edges());
    }
    return found.getFirst();
  }

  private List<RecordRequest.Edge> all() {
    return requests.stream().flatMap(it -> it.edges().stream()).toList();
  }

  private String words(RecordRequest.Edge edge) {
    return name(edge.child()) + " " + edge.type() + " " + name(edge.parent());
  }

  private String name(String id) {
    String name = names.get(id);
    return name == null ? id : name;
  }

  /** As {@code path: message}. */
  public List<String> losses() {
    return losses;
  }

  /** As {@code CODE path: message}. */
  public List<String> refusals() {
    return refusals.stream().map(it -> it.code() + " " + it.path() + ": " + it.message()).toList();
  }

  /** In the order in which they were stated. */
  public List<RecordRequest> requests() {
    return requests;
  }
}
