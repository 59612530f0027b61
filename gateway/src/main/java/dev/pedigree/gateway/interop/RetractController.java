package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.bulk.Lines;
import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.ImportedDocument;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.interop.json.Members;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** {@code POST /retract}: takes back what one document brought, and tells of it line by line. */
@RestController
final class RetractController {
  private static final Logger log = LoggerFactory.getLogger(RetractController.class);

  private final GraphService graph;
  private final CallerResolver callers;

  RetractController(GraphService graph, CallerResolver callers) {
    this.graph = graph;
    this.callers = callers;
  }

  @PostMapping("/retract")
  void retract(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Caller caller = callers.resolve(request);
    Wanted wanted = Wanted.read(request);
    Digest document = wanted.document();
    ImportedDocument found = graph.imported(document);
    Snapshot snapshot = graph.snapshot(caller);
    List<ImportedDocument.Said> shown =
        found.said().stream().filter(it -> snapshot.mayRead(it.fact())).toList();
    if (shown.isEmpty()) {
      throw new RefusedException(
          ErrorCode.NOT_FOUND,
          "nothing stands that document " + document + " brought (expected: one that was imported)",
          "document");
    }
    Retraction retraction =
        new Retraction(graph, caller, wanted.reason(), wanted.dryRun(), Lines.begin(response));
    try {
      retraction.run(document, shown, found.revision());
    } catch (JacksonException e) {
      log.debug("The client of a retraction went away", e);
    }
  }

  /**
   * What is asked.
   *
   * @param document its digest
   * @param reason why, in words
   * @param dryRun whether only to tell what would be taken back
   */
  private record Wanted(Digest document, String reason, boolean dryRun) {
    private static final int MAX_BYTES = 1 << 16;

    /** Reads the body of a request, a JSON object. */
    static Wanted read(HttpServletRequest request) throws IOException {
      byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new RefusedException(
            ErrorCode.TOO_LARGE,
            "the request is too large (expected: at most " + MAX_BYTES + " bytes)",
            null);
      }
      Members wanted = Members.of(body);
      return new Wanted(
          document(wanted.text("document")), reason(wanted.text("reason")), dryRun(wanted));
    }

    private static Digest document(@Nullable String text) {
      return Digest.parse(text == null ? "" : text)
          .orElseThrow(
              () ->
                  new RefusedException(
                      ErrorCode.INVALID_DIGEST,
                      "document: "
                          + Shown.value(text)
                          + " (expected: sha256: and 64 lower-case hex digits)",
                      "document"));
    }

    private static String reason(@Nullable String text) {
      if (text == null || text.isBlank()) {
        throw RefusedException.invalid("reason", Shown.value(text), "at least one character");
      }
      return text;
    }

    private static boolean dryRun(Members wanted) {
      return switch (wanted.value("dryRun")) {
        case null -> false;
        case Boolean dryRun -> dryRun;
        case Object other -> throw wanted.wrong("dryRun", other, "true or false");
      };
    }
  }
}
