package dev.pedigree.gateway.manifest;

import dev.pedigree.gateway.audit.Checkpoints;
import dev.pedigree.gateway.bulk.Lines;
import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.interop.json.Members;
import dev.pedigree.interop.manifest.PedigreeManifest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code POST /manifest/verify}: whether a manifest still tells the truth, line by line. */
@RestController
final class ManifestController {
  private static final int MAX_BYTES = 16 << 20;

  private final GraphService graph;
  private final CallerResolver callers;
  private final Checkpoints checkpoints;

  ManifestController(GraphService graph, CallerResolver callers, Checkpoints checkpoints) {
    this.graph = graph;
    this.callers = callers;
    this.checkpoints = checkpoints;
  }

  @PostMapping("/manifest/verify")
  void verify(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Caller caller = callers.resolve(request);
    Members found = Members.of(body(request));
    if (found.needInteger(PedigreeManifest.MARK) != PedigreeManifest.VERSION) {
      throw found.wrong(
          PedigreeManifest.MARK,
          found.value(PedigreeManifest.MARK),
          "version " + PedigreeManifest.VERSION);
    }
    List<ManifestCheck.Line> lines = new ArrayList<>();
    lines.add(signature(found));
    lines.addAll(compare(found, caller));
    write(lines, Lines.begin(response));
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new RefusedException(
          ErrorCode.TOO_LARGE,
          "the manifest is too large (expected: at most " + MAX_BYTES + " bytes)",
          null);
    }
    return body;
  }

  private ManifestCheck.Line signature(Members found) {
    String line = found.text("signature");
    if (line == null || !checkpoints.signs()) {
      return new ManifestCheck.Line(
          ManifestCheck.Status.OK,
          "signature",
          line == null ? "the file is not signed" : "this gateway has no key to compare with");
    }
    boolean holds =
        checkpoints
            .verifier(graph.proofs())
            .signed(PedigreeManifest.note(found.values()) + "\n" + line + "\n");
    return holds
        ? new ManifestCheck.Line(ManifestCheck.Status.OK, "signature", null)
        : new ManifestCheck.Line(
            ManifestCheck.Status.WRONG, "signature", "it is not of this gateway's key");
  }

  private List<ManifestCheck.Line> compare(Members found, Caller caller) {
    ArtifactId id =
        ArtifactId.parse(found.needText("id"))
            .orElseThrow(() -> found.wrong("id", found.value("id"), "sha256: and 64 digits"));
    Snapshot now = graph.snapshot(caller);
    if (!now.contains(id)) {
      throw new RefusedException(
          ErrorCode.NOT_FOUND, "no artifact " + id + " (expected: one that is recorded)", "id");
    }
    long revision = Math.clamp(revision(found), 0, now.revision());
    return ManifestCheck.compare(
        found.values(),
        members(graph.snapshot(caller, revision), id, caller),
        members(now, id, caller));
  }

  private static long revision(Members found) {
    Double revision = found.number("revision");
    if (revision == null || revision < 1) {
      throw found.wrong("revision", revision, "1 or more");
    }
    return revision.longValue();
  }

  private Map<String, @Nullable Object> members(Snapshot snapshot, ArtifactId id, Caller caller) {
    return snapshot.contains(id)
        ? new PedigreeManifest(null)
            .write(
                new ManifestMaker(snapshot, revision -> graph.entryHash(caller, revision)).make(id))
        : Map.of();
  }

  private static void write(List<ManifestCheck.Line> lines, JsonGenerator out) {
    long wrong = 0;
    for (ManifestCheck.Line line : lines) {
      wrong += line.status() == ManifestCheck.Status.OK ? 0 : 1;
      out.writeStartObject();
      out.writeStringProperty("status", line.status().name());
      out.writeStringProperty("place", line.place());
      if (line.message() != null) {
        out.writeStringProperty("message", line.message());
      }
      out.writeEndObject();
      out.writeRaw('\n');
    }
    out.writeStartObject();
    out.writeBooleanProperty("true", wrong == 0);
    out.writeNumberProperty("differences", wrong);
    out.writeEndObject();
    out.writeRaw('\n');
    out.flush();
  }
}
