package dev.pedigree.gateway.interop;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.recording.WarningCode;
import dev.pedigree.interop.Document;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What became of what a document states, a line each: recorded, known, refused, or lost. Counts
 * them, too. For one thread.
 */
final class Report {
  private final JsonGenerator out;
  private long recorded;
  private long known;
  private long refused;
  private long lost;
  private long revision;

  Report(JsonGenerator out) {
    this.out = out;
  }

  /** What became of a request. */
  void answered(RecordRequest request, RecordAnswer answer) {
    switch (answer) {
      case RecordAnswer.Recorded it -> recorded(request, it);
      case RecordAnswer.Refused it -> refused(it.refusals());
    }
  }

  private void recorded(RecordRequest request, RecordAnswer.Recorded answer) {
    if (answer.changed()) {
      recorded++;
      revision = Math.max(revision, answer.revision());
    } else {
      known++;
    }
    begin(answer.changed() ? "RECORDED" : "KNOWN");
    path(path(request));
    out.writeNumberProperty("revision", answer.revision());
    ids("artifacts", answer.artifacts(), ArtifactId::toString);
    ids("edges", answer.edges(), EdgeId::toString);
    end();
    for (Change.Warning warning : answer.warnings()) {
      if (warning.code().equals(WarningCode.ATTRIBUTES_KEPT.name())) {
        lost(warning.path(), warning.message());
      }
    }
  }

  private static @Nullable String path(RecordRequest request) {
    if (!request.artifacts().isEmpty()) {
      return request.artifacts().getFirst().path();
    }
    if (!request.edges().isEmpty()) {
      return request.edges().getFirst().path();
    }
    return request.checks().isEmpty() ? null : request.checks().getFirst().path();
  }

  private <T> void ids(String name, List<T> ids, Function<T, String> text) {
    if (!ids.isEmpty()) {
      out.writeName(name);
      out.writeStartArray();
      ids.forEach(id -> out.writeString(text.apply(id)));
      out.writeEndArray();
    }
  }

  /** Something that is not recorded; the first refusal gives the code and the place. */
  void refused(List<Refusal> refusals) {
    refused++;
    Refusal first = refusals.getFirst();
    begin("REFUSED");
    path(first.path());
    out.writeStringProperty("code", first.code().name());
    out.writeStringProperty(
        "message", String.join("; ", refusals.stream().map(Refusal::message).toList()));
    end();
  }

  /** Something that is recorded with less than the document says. */
  void lost(@Nullable String path, String message) {
    lost++;
    begin("LOST");
    path(path);
    out.writeStringProperty("message", message);
    end();
  }

  /**
   * The last line.
   *
   * @param complete whether the document was read to its end
   */
  void document(Document document, String format, boolean complete) {
    out.writeStartObject();
    out.writeStringProperty("document", document.digest().toString());
    out.writeStringProperty("format", format);
    out.writeNumberProperty("bytes", document.size());
    out.writeBooleanProperty("complete", complete);
    out.writeNumberProperty("recorded", recorded);
    out.writeNumberProperty("known", known);
    out.writeNumberProperty("refused", refused);
    out.writeNumberProperty("lost", lost);
    if (revision > 0) {
      out.writeNumberProperty("revision", revision);
    }
    end();
  }

  private void begin(String status) {
    out.writeStartObject();
    out.writeStringProperty("status", status);
  }

  private void path(@Nullable String path) {
    if (path != null) {
      out.writeStringProperty("path", path);
    }
  }

  private void end() {
    out.writeEndObject();
    out.writeRaw('\n');
  }
}
