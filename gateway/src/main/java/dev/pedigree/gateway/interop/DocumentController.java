package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.bulk.Lines;
import dev.pedigree.gateway.bulk.RunningImports;
import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.http.BodyBudget;
import dev.pedigree.gateway.ingestion.IngestionMeter;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.schema.TypeSystem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** {@code POST /import/{format}}: a document of another tool in, a report out. */
@RestController
final class DocumentController {
  private static final Logger log = LoggerFactory.getLogger(DocumentController.class);

  /** In place of a format: whichever it is. */
  private static final String AUTO = "auto";

  private final GraphService graph;
  private final CallerResolver callers;
  private final GatewayProperties.Limits limits;
  private final IngestionMeter meter;
  private final TypeSystem types;
  private final Formats formats;
  private final RunningImports running;
  private final SpoolBudget budget;
  private final BodyBudget bodies;

  DocumentController(
      GraphService graph,
      CallerResolver callers,
      GatewayProperties properties,
      IngestionMeter meter,
      TypeSystem types,
      Formats formats,
      RunningImports running,
      SpoolBudget budget,
      BodyBudget bodies) {
    this.budget = budget;
    this.bodies = bodies;
    this.graph = graph;
    this.callers = callers;
    this.limits = properties.limits();
    this.meter = meter;
    this.types = types;
    this.formats = formats;
    this.running = running;
  }

  @PostMapping("/import/{format}")
  void read(
      @PathVariable String format,
      @RequestParam(defaultValue = "default") String namespace,
      @RequestParam(required = false) @Nullable String fileName,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    if (!format.equals(AUTO)) {
      reader(format);
    }
    Caller caller = callers.resolve(request);
    try (RunningImports.Turn _ = running.begin(caller);
        SpooledDocument document =
            SpooledDocument.of(
                Bodies.open(request), limits.document().toBytes(), fileName, budget);
        BodyBudget.Share share = bodies.share(caller.name())) {
      String found = format.equals(AUTO) ? guess(document) : format;
      reserve(share, Math.min(document.size(), reader(found).bytesAtATime()));
      DocumentImport started =
          new DocumentImport(
              graph,
              meter,
              caller,
              document,
              found,
              Math.toIntExact(limits.importWindow().toBytes()));
      started.run(reader(found), new ReadingContext(namespace, types), Lines.begin(response));
    } catch (JacksonException e) {
      log.debug("The client of an import went away", e);
    }
  }

  /** What is read whole is in memory many times as large. */
  private static void reserve(BodyBudget.Share share, long bytes) {
    if (!share.read(Math.toIntExact(bytes))) {
      throw new RefusedException(
          ErrorCode.RATE_LIMITED,
          "large documents: those that are being read take all the memory that there is for them"
              + " (expected: send it again later)",
          null);
    }
  }

  private DocumentReader reader(String format) {
    return formats
        .reader(format)
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.NOT_FOUND,
                    "format: "
                        + Shown.text(format)
                        + " (expected: "
                        + AUTO
                        + " or one of "
                        + String.join(", ", formats.names())
                        + ")",
                    "format"));
  }

  private String guess(Document document) throws IOException {
    return Guess.format(document)
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.INVALID_VALUE,
                    "the document is of no format that is known by its look (expected: one of "
                        + String.join(", ", formats.names())
                        + " in the address)",
                    null));
  }
}
