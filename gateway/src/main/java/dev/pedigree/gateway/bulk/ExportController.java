package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.schema.TypeSystem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** {@code GET /export}: the present state as lines that an import takes. */
@RestController
final class ExportController {
  private static final Logger log = LoggerFactory.getLogger(ExportController.class);

  private final GraphService graph;
  private final CallerResolver callers;
  private final TypeSystem types;

  ExportController(GraphService graph, CallerResolver callers, TypeSystem types) {
    this.graph = graph;
    this.callers = callers;
    this.types = types;
  }

  @GetMapping("/export")
  void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Snapshot snapshot = graph.snapshot(callers.resolve(request));
    response.setHeader("X-Pedigree-Revision", Long.toString(snapshot.revision()));
    JsonGenerator out = Lines.begin(response);
    try {
      new Export(snapshot, types, out).run();
      out.flush();
    } catch (JacksonException e) {
      log.debug("The client of an export went away", e);
    }
  }
}
