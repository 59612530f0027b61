package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What becomes of a line of an import.
 *
 * @param id of what the line is about, if that can be told before the answer
 * @param weight what the line counts for in the window
 */
record Verdict(long line, CompletableFuture<RecordAnswer> answer, @Nullable String id, int weight) {
  /** A warning that every line without parents would carry. */
  private static final String USUAL = "UNKNOWN_PROVENANCE";

  /** For a line that never became a request. */
  static Verdict refused(long line, List<Refusal> refusals, int weight) {
    return new Verdict(
        line, CompletableFuture.completedFuture(new RecordAnswer.Refused(refusals)), null, weight);
  }

  /** For a line that was asked for; the answer may be a while. */
  static Verdict of(
      long line, RecordRequest request, CompletableFuture<RecordAnswer> answer, int weight) {
    return new Verdict(line, answer, id(request), weight);
  }

  private static @Nullable String id(RecordRequest request) {
    if (!request.checks().isEmpty()) {
      return request.checks().getFirst().artifact();
    }
    if (!request.stages().isEmpty()) {
      return request.stages().getFirst().artifact();
    }
    if (request.edges().isEmpty()) {
      return null;
    }
    RecordRequest.Edge edge = request.edges().getFirst();
    ArtifactId child = ArtifactId.parse(edge.child()).orElse(null);
    ArtifactId parent = ArtifactId.parse(edge.parent()).orElse(null);
    return child == null || parent == null
        ? null
        : EdgeId.of(edge.type(), child, parent).toString();
  }

  boolean isDone() {
    return answer.isDone();
  }

  /** Waits for the answer and writes it. */
  RecordAnswer write(JsonGenerator out) throws InterruptedException {
    RecordAnswer answered = await();
    out.writeStartObject();
    out.writeNumberProperty("line", line);
    switch (answered) {
      case RecordAnswer.Recorded recorded -> recorded(out, recorded);
      case RecordAnswer.Refused refused -> refused(out, refused.refusals());
    }
    out.writeEndObject();
    out.writeRaw('\n');
    return answered;
  }

  private RecordAnswer await() throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return new RecordAnswer.Refused(Failure.refusals(e));
    }
  }

  private void recorded(JsonGenerator out, RecordAnswer.Recorded answer) {
    out.writeStringProperty("status", answer.changed() ? "RECORDED" : "KNOWN");
    out.writeNumberProperty("revision", answer.revision());
    String about =
        id == null && !answer.artifacts().isEmpty() ? answer.artifacts().getFirst().toString() : id;
    if (about != null) {
      out.writeStringProperty("id", about);
    }
    answer.warnings().stream()
        .filter(warning -> !warning.code().equals(USUAL))
        .findFirst()
        .ifPresent(warning -> warned(out, warning));
  }

  private static void warned(JsonGenerator out, Change.Warning warning) {
    out.writeStringProperty("code", warning.code());
    out.writeStringProperty("message", warning.message());
    path(out, warning.path());
  }

  private static void refused(JsonGenerator out, List<Refusal> refusals) {
    Refusal first = refusals.getFirst();
    out.writeStringProperty("status", "REFUSED");
    out.writeStringProperty("code", first.code().name());
    out.writeStringProperty(
        "message", String.join("; ", refusals.stream().map(Refusal::message).toList()));
    path(out, first.path());
  }

  private static void path(JsonGenerator out, @Nullable String path) {
    if (path != null) {
      out.writeStringProperty("path", path);
    }
  }
}
