package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.error.JsonFailure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.RecordRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the lines of an import: {@code {"artifact": {...}}}, {@code {"edge": {...}}}, {@code
 * {"check": {...}}} or {@code {"stage": {...}}}. One serves all threads.
 */
final class LineParser {
  private static final int MAX_LEVELS = 64;

  /** Where the own fields of a kind or a mutation stand. */
  private static final String FIELDS = ".attributes";

  /** The fields of each object, as refusals list them. */
  private static final List<String> LINE = List.of("artifact", "edge", "check", "stage");

  private static final List<String> ARTIFACT =
      List.of(
          "kind",
          "digest",
          "unhashed",
          "namespace",
          "name",
          "version",
          "createdAt",
          "description",
          "provenance",
          "owners",
          "labels",
          "attributes",
          "checks",
          "parents");
  private static final List<String> LABEL = List.of("key", "value");
  private static final List<String> INLINE_CHECK =
      List.of("name", "version", "outcome", "evidence");
  private static final List<String> CHECK =
      List.of("artifact", "name", "version", "outcome", "evidence");
  private static final List<String> STAGE = List.of("artifact", "stage", "reason");
  private static final List<String> NAME = List.of("namespace", "name", "version");
  private static final List<String> PARENT =
      List.of("type", "id", "name", "weight", "mutations", "attributes");
  private static final List<String> EDGE =
      List.of("type", "child", "parent", "weight", "mutations", "attributes");
  private static final List<String> MUTATION = List.of("kind", "description", "attributes");

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
          .build();

  /**
   * The request that a line asks for.
   *
   * @throws RefusedException with INVALID_VALUE if it is not such a line; for malformed JSON it
   *     names the column
   */
  RecordRequest parse(byte[] bytes, int offset, int length) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      LineObject line = LineObject.root(parser);
      Parts parts = new Parts();
      while (line.next()) {
        switch (line.name()) {
          case "artifact" -> parts.artifact = artifact(line.object());
          case "edge" -> parts.edge = edge(line.object());
          case "check" -> parts.check = check(line.object());
          case "stage" -> parts.stage = stage(line.object());
          default -> throw line.unknown(LINE);
        }
      }
      line.end();
      return parts.request();
    } catch (RefusedException e) {
      throw severalRecords(bytes, offset, length).orElse(e);
    } catch (StreamReadException e) {
      int column = Math.max(1, e.getLocation().getColumnNr());
      throw refused("malformed JSON at column " + column + ": " + JsonFailure.reason(e));
    } catch (JacksonException e) {
      throw refused("not a line of an import: " + JsonFailure.reason(e));
    }
  }

  /** Whoever puts several records on a line is told so, whatever else is wrong with them. */
  private Optional<RefusedException> severalRecords(byte[] bytes, int offset, int length) {
    List<String> records = new ArrayList<>();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          if (LINE.contains(name)) {
            records.add(name);
          }
          parser.nextToken();
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return Optional.empty();
    }
    return records.size() < 2 ? Optional.empty() : Optional.of(notOne(String.join(", ", records)));
  }

  private static RefusedException notOne(String found) {
    return refused("the line holds " + found + " (expected: one artifact, edge, check or stage)");
  }

  private static RefusedException refused(String message) {
    return new RefusedException(ErrorCode.INVALID_VALUE, message, null);
  }

  private static RecordRequest.Artifact artifact(LineObject in) {
    ArtifactParts parts = new ArtifactParts(in.path());
    while (in.next()) {
      switch (in.name()) {
        case "kind" -> parts.kind = in.text();
        case "digest" -> parts.digest = in.text();
        case "unhashed" -> parts.unhashed = in.word(UnhashedReason.class);
        case "namespace" -> parts.namespace = in.text();
        case "name" -> parts.name = in.text();
        case "version" -> parts.version = in.text();
        case "createdAt" -> parts.createdAt = instant(in);
        case "description" -> parts.description = in.text();
        case "provenance" -> parts.provenance = in.word(Provenance.class);
        case "owners" -> parts.owners = in.texts();
        case "labels" -> parts.labels = in.each(LineParser::label);
        case "attributes" -> parts.attributes = in.values();
        case "checks" -> parts.checks = in.each(LineParser::inlineCheck);
        case "parents" -> parts.parents = in.each(LineParser::parent);
        default -> throw in.unknown(ARTIFACT);
      }
    }
    return parts.artifact(in);
  }

  private static @Nullable Instant instant(LineObject in) {
    String text = in.text();
    return text == null
        ? null
        : DateTime.parse(text)
            .orElseThrow(() -> in.wrong(text, "a point in time such as 2026-10-01T12:00:00Z"))
            .instant();
  }

  private static Label label(LineObject in) {
    String key = null;
    String value = null;
    while (in.next()) {
      switch (in.name()) {
        case "key" -> key = in.text();
        case "value" -> value = in.text();
        default -> throw in.unknown(LABEL);
      }
    }
    return new Label(in.need("key", key), in.need("value", value));
  }

  private static RecordRequest.InlineCheck inlineCheck(LineObject in) {
    RecordRequest.Check check = check(in, false);
    return new RecordRequest.InlineCheck(
        check.path(), check.name(), check.version(), check.outcome(), check.evidence());
  }

  private static RecordRequest.Check check(LineObject in) {
    return check(in, true);
  }

  private static RecordRequest.Check check(LineObject in, boolean ofArtifact) {
    String artifact = null;
    String name = null;
    Integer version = null;
    CheckOutcome outcome = null;
    String evidence = null;
    while (in.next()) {
      switch (in.name()) {
        case "artifact" -> {
          if (!ofArtifact) {
            throw in.unknown(INLINE_CHECK);
          }
          artifact = in.text();
        }
        case "name" -> name = in.text();
        case "version" -> version = in.integer();
        case "outcome" -> outcome = in.word(CheckOutcome.class);
        case "evidence" -> evidence = in.text();
        default -> throw in.unknown(ofArtifact ? CHECK : INLINE_CHECK);
      }
    }
    return new RecordRequest.Check(
        in.path(),
        ofArtifact ? in.need("artifact", artifact) : "",
        in.need("name", name),
        in.need("version", version),
        in.need("outcome", outcome),
        evidence);
  }

  private static RecordRequest.FirstStage stage(LineObject in) {
    String artifact = null;
    Stage stage = null;
    String reason = null;
    while (in.next()) {
      switch (in.name()) {
        case "artifact" -> artifact = in.text();
        case "stage" -> stage = in.word(Stage.class);
        case "reason" -> reason = in.text();
        default -> throw in.unknown(STAGE);
      }
    }
    return new RecordRequest.FirstStage(
        in.path(), in.need("artifact", artifact), in.need("stage", stage), reason);
  }

  private static RecordRequest.Parent parent(LineObject in) {
    EdgeParts edge = new EdgeParts();
    String id = null;
    RecordRequest.Name name = null;
    while (in.next()) {
      switch (in.name()) {
        case "id" -> id = in.text();
        case "name" -> name = in.isNull() ? null : name(in.object());
        default -> edge.read(in, PARENT);
      }
    }
    return new RecordRequest.Parent(
        in.path(),
        in.need("type", edge.type),
        id,
        name,
        edge.weight,
        edge.mutations,
        edge.attributes);
  }

  private static RecordRequest.Name name(LineObject in) {
    String namespace = null;
    String name = null;
    String version = null;
    while (in.next()) {
      switch (in.name()) {
        case "namespace" -> namespace = in.text();
        case "name" -> name = in.text();
        case "version" -> version = in.text();
        default -> throw in.unknown(NAME);
      }
    }
    return new RecordRequest.Name(in.need("namespace", namespace), in.need("name", name), version);
  }

  private static RecordRequest.Edge edge(LineObject in) {
    EdgeParts edge = new EdgeParts();
    String child = null;
    String parent = null;
    while (in.next()) {
      switch (in.name()) {
        case "child" -> child = in.text();
        case "parent" -> parent = in.text();
        default -> edge.read(in, EDGE);
      }
    }
    return new RecordRequest.Edge(
        in.path(),
        in.need("type", edge.type),
        in.need("child", child),
        in.need("parent", parent),
        edge.weight,
        edge.mutations,
        edge.attributes);
  }

  private static RecordRequest.Mutation mutation(LineObject in) {
    String kind = null;
    String description = null;
    Map<String, @Nullable Object> fields = Map.of();
    while (in.next()) {
      switch (in.name()) {
        case "kind" -> kind = in.text();
        case "description" -> description = in.text();
        case "attributes" -> fields = in.values();
        default -> throw in.unknown(MUTATION);
      }
    }
    return new RecordRequest.Mutation(
        in.path(), in.path() + FIELDS, in.need("kind", kind), description, fields);
  }

  /** What edges and parents have in common, as far as it was read. */
  private static final class EdgeParts {
    private @Nullable String type;
    private @Nullable Double weight;
    private List<RecordRequest.Mutation> mutations = List.of();
    private Map<String, @Nullable Object> attributes = Map.of();

    void read(LineObject in, List<String> fields) {
      switch (in.name()) {
        case "type" -> type = in.text();
        case "weight" -> weight = in.number();
        case "mutations" -> mutations = in.each(LineParser::mutation);
        case "attributes" -> attributes = in.values();
        default -> throw in.unknown(fields);
      }
    }
  }

  /** What was read of an artifact. */
  private static final class ArtifactParts {
    private final String path;
    private @Nullable String kind;
    private @Nullable String digest;
    private @Nullable UnhashedReason unhashed;
    private @Nullable String namespace;
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable Instant createdAt;
    private @Nullable String description;
    private @Nullable Provenance provenance;
    private List<String> owners = List.of();
    private List<Label> labels = List.of();
    private Map<String, @Nullable Object> attributes = Map.of();
    private List<RecordRequest.InlineCheck> checks = List.of();
    private List<RecordRequest.Parent> parents = List.of();

    ArtifactParts(String path) {
      this.path = path;
    }

    RecordRequest.Artifact artifact(LineObject in) {
      return new RecordRequest.Artifact(
          path,
          path + FIELDS,
          in.need("kind", kind),
          digest,
          unhashed,
          in.need("namespace", namespace),
          in.need("name", name),
          version,
          createdAt,
          description,
          provenance,
          owners,
          labels,
          attributes,
          checks,
          parents);
    }
  }

  /** What was read of a line. */
  private static final class Parts {
    private RecordRequest.@Nullable Artifact artifact;
    private RecordRequest.@Nullable Edge edge;
    private RecordRequest.@Nullable Check check;
    private RecordRequest.@Nullable FirstStage stage;

    RecordRequest request() {
      RecordRequest request =
          new RecordRequest(null, list(artifact), list(edge), list(check), list(stage));
      int parts =
          request.artifacts().size()
              + request.edges().size()
              + request.checks().size()
              + request.stages().size();
      if (parts != 1) {
        throw notOne(parts == 0 ? "no record" : parts + " records");
      }
      return request;
    }

    private static <T> List<T> list(@Nullable T part) {
      return part == null ? List.of() : List.of(part);
    }
  }
}
