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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

  /**
   * What is asked.
   *
   * @param document its digest
   * @param reason why, in words
   * @param dryRun whether only to tell what would be taken back
   */
  record Wanted(@Nullable String document, @Nullable String reason, @Nullable Boolean dryRun) {}

  @PostMapping("/retract")
  void retract(@RequestBody Wanted wanted, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Digest document = document(wanted.document());
    String reason = reason(wanted);
    Caller caller = callers.resolve(request);
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
        new Retraction(
            graph, caller, reason, Boolean.TRUE.equals(wanted.dryRun()), Lines.begin(response));
    try {
      retraction.run(document, shown, found.revision());
    } catch (JacksonException e) {
      log.debug("The client of a retraction went away", e);
    }
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

  private static String reason(Wanted wanted) {
    String reason = wanted.reason();
    if (reason == null || reason.isBlank()) {
      throw RefusedException.invalid("reason", Shown.value(reason), "at least one character");
    }
    return reason;
  }
}
