package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Artifacts, edges, checks and stages to be recorded, all or nothing. Edges and parents may name
 * artifacts of the same request.
 *
 * @param requestId null: the request is not remembered
 * @param source the document that says so; null: none, whoever asks says so
 */
public record RecordRequest(
    @Nullable String requestId,
    List<Artifact> artifacts,
    List<Edge> edges,
    List<Check> checks,
    List<FirstStage> stages,
    @Nullable Source source) {
  public RecordRequest {
    artifacts = List.copyOf(artifacts);
    edges = List.copyOf(edges);
    checks = List.copyOf(checks);
    stages = List.copyOf(stages);
  }

  /** Of nobody but who asks. */
  public RecordRequest(
      @Nullable String requestId,
      List<Artifact> artifacts,
      List<Edge> edges,
      List<Check> checks,
      List<FirstStage> stages) {
    this(requestId, artifacts, edges, checks, stages, null);
  }

  /** Without stages. */
  public RecordRequest(
      @Nullable String requestId, List<Artifact> artifacts, List<Edge> edges, List<Check> checks) {
    this(requestId, artifacts, edges, checks, List.of());
  }

  /** The same, said by a document. */
  public RecordRequest saidBy(Source document) {
    return new RecordRequest(requestId, artifacts, edges, checks, stages, document);
  }

  /**
   * A document of another tool.
   *
   * @param document of its bytes
   * @param format that it was read as
   */
  public record Source(Digest document, String format) {}

  /**
   * An artifact as it was given; nothing of it is checked yet.
   *
   * @param path where it stands in the input, such as {@code input.artifacts[0].model}
   * @param fieldsPath where its kind's own fields stand
   * @param digest {@code sha256:<64 lower-case hex>}, or null
   * @param attributes the kind's own fields as JSON values: strings, numbers, booleans, lists,
   *     maps, null
   */
  public record Artifact(
      String path,
      String fieldsPath,
      String kind,
      @Nullable String digest,
      @Nullable UnhashedReason unhashed,
      String namespace,
      String name,
      @Nullable String version,
      @Nullable Instant createdAt,
      @Nullable String description,
      @Nullable Provenance provenance,
      List<String> owners,
      List<Label> labels,
      Map<String, @Nullable Object> attributes,
      List<InlineCheck> checks,
      List<Parent> parents) {
    public Artifact {
      owners = List.copyOf(owners);
      labels = List.copyOf(labels);
      checks = List.copyOf(checks);
      parents = List.copyOf(parents);
    }
  }

  /** A parent of the artifact that it is given with: by id or by name, one of the two. */
  public record Parent(
      String path,
      String type,
      @Nullable String id,
      @Nullable Name name,
      @Nullable Double weight,
      List<Mutation> mutations,
      Map<String, @Nullable Object> attributes) {}

  /** Without a version: the newest. */
  public record Name(String namespace, String name, @Nullable String version) {}

  /**
   * A mutation as it was given.
   *
   * @param fieldsPath where its own fields stand
   * @param fields its own fields as JSON values
   */
  public record Mutation(
      String path,
      String fieldsPath,
      String kind,
      @Nullable String description,
      Map<String, @Nullable Object> fields) {}

  public record Edge(
      String path,
      String type,
      String child,
      String parent,
      @Nullable Double weight,
      List<Mutation> mutations,
      Map<String, @Nullable Object> attributes) {}

  public record Check(
      String path,
      String artifact,
      String name,
      int version,
      CheckOutcome outcome,
      @Nullable String evidence) {}

  /**
   * The stage that an artifact comes with, whichever it is. It counts only where none was set
   * before: from then on a stage is changed by {@link PromoteRequest} alone.
   */
  public record FirstStage(String path, String artifact, Stage stage, @Nullable String reason) {}

  /** A check of the artifact that it is given with. */
  public record InlineCheck(
      String path, String name, int version, CheckOutcome outcome, @Nullable String evidence) {}
}
