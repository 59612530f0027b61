package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.bulk.Lines;
import dev.pedigree.gateway.bulk.RunningImports;
import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.graph.GatewayProperties;
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

  DocumentController(
      GraphService graph,
      CallerResolver callers,
      GatewayProperties properties,
      IngestionMeter meter,
      TypeSystem types,
      Formats formats,
      RunningImports running,
      SpoolBudget budget) {
    this.budget = budget;
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
                Bodies.open(request), limits.document().toBytes(), fileName, budget)) {
      String found = format.equals(AUTO) ? guess(document) : format;
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
