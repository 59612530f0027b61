package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds what a client would send: only what matters is said. The digest is that of the content's
 * text.
 */
public final class Given {
  private final String kind;
  private @Nullable String digest;
  private @Nullable UnhashedReason unhashed;
  private String namespace = "default";
  private String name;
  private @Nullable String version;
  private @Nullable String description;
  private @Nullable Instant createdAt;
  private @Nullable Provenance provenance;
  private final List<Label> labels = new ArrayList<>();
  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
  private final List<RecordRequest.Parent> parents = new ArrayList<>();

  private Given(String kind, String content) {
    this.kind = kind;
    this.name = content;
    this.digest = id(content).toString();
  }

  public static ArtifactId id(String content) {
    return new ArtifactId(Digest.of(content));
  }

  public static Given of(String kind, String content) {
    return new Given(kind, content).provenance(Provenance.PARTIAL);
  }

  public static Given model(String content) {
    return of("MODEL", content);
  }

  public static Given plainModel(String content) {
    return new Given("MODEL", content);
  }

  public static Given corpus(String content) {
    return of("CORPUS", content);
  }

  public Given digest(String text) {
    digest = text;
    return this;
  }

  public Given noDigest() {
    digest = null;
    return this;
  }

  public Given unhashed(UnhashedReason reason) {
    unhashed = reason;
    return this;
  }

  public Given namespace(String text) {
    namespace = text;
    return this;
  }

  public Given name(String text) {
    name = text;
    return this;
  }

  public Given version(@Nullable String text) {
    version = text;
    return this;
  }

  public Given description(String text) {
    description = text;
    return this;
  }

  public Given createdAt(Instant time) {
    createdAt = time;
    return this;
  }

  public Given provenance(@Nullable Provenance declared) {
    provenance = declared;
    return this;
  }

  public Given label(String key, String value) {
    labels.add(new Label(key, value));
    return this;
  }

  public Given attribute(String key, Object value) {
    attributes.put(key, value);
    return this;
  }

  public Given parent(String type, String content) {
    return parent(type, content, null);
  }

  public Given parent(String type, String content, @Nullable Double weight) {
    return parent(type, id(content).toString(), null, weight);
  }

  public Given parentNamed(String type, String parentName, @Nullable String parentVersion) {
    return parent(type, null, new RecordRequest.Name("default", parentName, parentVersion), null);
  }

  private Given parent(
      String type,
      @Nullable String id,
      RecordRequest.@Nullable Name byName,
      @Nullable Double weight) {
    parents.add(
        new RecordRequest.Parent(
            "@" + parents.size(), type, id, byName, weight, List.of(), Map.of()));
    return this;
  }

  public static RecordRequest request(Given... artifacts) {
    List<RecordRequest.Artifact> all = new ArrayList<>();
    for (Given artifact : artifacts) {
      all.add(artifact.at("input.artifacts[" + all.size() + "].model"));
    }
    return new RecordRequest(null, all, List.of(), List.of());
  }

  public static RecordRequest check(
      String content, String name, int version, CheckOutcome outcome) {
    return new RecordRequest(
        null,
        List.of(),
        List.of(),
        List.of(
            new RecordRequest.Check(
                "input.checks[0]", id(content).toString(), name, version, outcome, null)));
  }

  public static AmendRequest amendAttributes(
      String content, Map<String, @Nullable Object> attributes) {
    return new AmendRequest(
        null,
        id(content).toString(),
        List.of(),
        List.of(),
        null,
        null,
        attributes,
        null,
        null,
        null);
  }

  public static PromoteRequest promote(String content, Stage stage) {
    return new PromoteRequest(null, id(content).toString(), stage, null, null);
  }

  /** The stage that an artifact comes with. */
  public static RecordRequest firstStage(String content, Stage stage) {
    return new RecordRequest(
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(new RecordRequest.FirstStage("stage", id(content).toString(), stage, null)));
  }

  /** The artifacts under a request id. */
  public static RecordRequest request(String requestId, Given... artifacts) {
    return new RecordRequest(requestId, request(artifacts).artifacts(), List.of(), List.of());
  }

  /** One edge. */
  public static RecordRequest edge(
      String type, String child, String parent, @Nullable Double weight) {
    return new RecordRequest(
        null,
        List.of(),
        List.of(
            new RecordRequest.Edge(
                "input.edges[0]",
                type,
                id(child).toString(),
                id(parent).toString(),
                weight,
                List.of(),
                Map.of())),
        List.of());
  }

  private RecordRequest.Artifact at(String path) {
    List<RecordRequest.Parent> placed = new ArrayList<>();
    for (RecordRequest.Parent parent : parents) {
      placed.add(
          new RecordRequest.Parent(
              path + ".parents[" + placed.size() + "]",
              parent.type(),
              parent.id(),
              parent.name(),
              parent.weight(),
              parent.mutations(),
              parent.attributes()));
    }
    return new RecordRequest.Artifact(
        path,
        path,
        kind,
        digest,
        unhashed,
        namespace,
        name,
        version,
        createdAt,
        description,
        provenance,
        List.of(),
        labels,
        attributes,
        List.of(),
        placed);
  }
}
