package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.service.GraphService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/**
 * {@code POST /verify}: compares every projection with the journal, and tells of it line by line;
 * {@code POST /repair}: puts one right before it compares it.
 */
@RestController
final class VerifyController {
  private final GraphService graph;
  private final CallerResolver callers;

  VerifyController(GraphService graph, CallerResolver callers) {
    this.graph = graph;
    this.callers = callers;
  }

  @PostMapping("/verify")
  void verify(HttpServletRequest request, HttpServletResponse response) throws IOException {
    tell(request, response, graph::verify);
  }

  @PostMapping("/repair")
  void repair(
      @RequestParam String projection, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    tell(request, response, progress -> graph.repair(projection, progress));
  }

  private interface Work {
    Verification run(Consumer<Verification.Progress> progress);
  }

  private void tell(HttpServletRequest request, HttpServletResponse response, Work work)
      throws IOException {
    if (!callers.resolve(request).reads().everywhere()) {
      throw new RefusedException(
          List.of(
              new Refusal(
                  ErrorCode.FORBIDDEN,
                  "verify tells of whatever differs (expected: one who may read all namespaces)",
                  null)));
    }
    JsonGenerator out = Lines.begin(response);
    try {
      work.run(progress -> write(progress, out));
    } catch (IllegalArgumentException e) {
      fail(new Refusal(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()), null), out);
    } catch (RuntimeException e) {
      fail(Failure.refusals(e).getFirst(), out);
    }
    out.flush();
  }

  /** The comparison may tell of several projections at the same time. */
  private static synchronized void write(Verification.Progress progress, JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("projection", progress.projection());
    out.writeNumberProperty("checked", progress.checked());
    out.writeNumberProperty("differences", progress.differences());
    out.writeBooleanProperty("done", progress.done());
    out.writeStringProperty("message", progress.message());
    out.writeEndObject();
    out.writeRaw('\n');
    out.flush();
  }

  private static synchronized void fail(Refusal refusal, JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("code", refusal.code().name());
    out.writeStringProperty("message", refusal.message());
    out.writeEndObject();
    out.writeRaw('\n');
  }
}
