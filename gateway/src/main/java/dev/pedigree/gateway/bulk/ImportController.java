package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.ingestion.IngestionMeter;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.service.GraphService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /import}: lines in, verdicts out, at the same time on the same connection. */
@RestController
final class ImportController {
  private static final Logger log = LoggerFactory.getLogger(ImportController.class);

  private final GraphService graph;
  private final CallerResolver callers;
  private final GatewayProperties.Limits limits;
  private final IngestionMeter meter;
  private final RunningImports running;
  private final LineParser parser = new LineParser();

  ImportController(
      GraphService graph,
      CallerResolver callers,
      GatewayProperties properties,
      IngestionMeter meter,
      RunningImports running) {
    this.graph = graph;
    this.callers = callers;
    this.limits = properties.limits();
    this.meter = meter;
    this.running = running;
  }

  @PostMapping("/import")
  void read(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Caller caller = callers.resolve(request);
    Import lines =
        new Import(
            graph,
            meter,
            caller,
            parser,
            new LineReader(
                request.getInputStream(), Math.toIntExact(limits.importLine().toBytes())),
            Math.toIntExact(limits.importWindow().toBytes()));
    try (RunningImports.Turn _ = running.begin(caller)) {
      lines.run(Lines.begin(response));
    } catch (IOException e) {
      // Whoever sends the same lines again gets their verdicts.
      log.debug("The client of an import went away", e);
    }
  }
}
