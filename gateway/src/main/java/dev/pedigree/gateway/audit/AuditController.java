package dev.pedigree.gateway.audit;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.GraphService;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /checkpoint}, {@code /checkpoint/key}, {@code /consistency} and {@code /proof}: what
 * strangers need to be sure of what the journal says, and that nobody rewrites it.
 */
@RestController
final class AuditController {
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  private final GraphService graph;
  private final CallerResolver callers;
  private final Checkpoints checkpoints;
  private final Duration patience;

  AuditController(
      GraphService graph,
      CallerResolver callers,
      Checkpoints checkpoints,
      GatewayProperties properties) {
    this.graph = graph;
    this.callers = callers;
    this.checkpoints = checkpoints;
    this.patience = properties.limits().patience();
  }

  @GetMapping("/checkpoint")
  ResponseEntity<String> checkpoint() {
    JournalProofs proofs = graph.proofs();
    JournalProofs.Tree tree = proofs.newest();
    return text(checkpoints.of(proofs, tree.size(), tree.root()));
  }

  @GetMapping("/checkpoint/key")
  ResponseEntity<String> key() {
    return text(checkpoints.verifier(graph.proofs()) + "\n");
  }

  private static ResponseEntity<String> text(String body) {
    return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noStore()).body(body);
  }

  /**
   * That a smaller tree is the beginning of a greater one.
   *
   * @param path in base64
   */
  record Consistency(long from, long to, List<String> path) {}

  @GetMapping("/consistency")
  Consistency consistency(@RequestParam String from, @RequestParam String to) {
    long first = number("from", from);
    long second = number("to", to);
    return checked(
        "from",
        () ->
            new Consistency(
                first, second, Proof.base64(graph.proofs().consistency(first, second))));
  }

  @GetMapping("/proof")
  Proof proof(
      HttpServletRequest request,
      @RequestParam String revision,
      @RequestParam(required = false) @Nullable String size) {
    long wanted = number("revision", revision);
    OptionalLong of = size == null ? OptionalLong.empty() : OptionalLong.of(number("size", size));
    boolean readable = callers.resolve(request).reads().everywhere();
    JournalProofs proofs = graph.proofs();
    return checked(
        "size",
        () -> {
          JournalProofs.Inclusion proved =
              proofs.inclusion(wanted, of, patience).orElseThrow(() -> notWritten(wanted));
          String checkpoint = checkpoints.of(proofs, proved.size(), proofs.root(proved.size()));
          return Proof.of(proved, readable, checkpoint);
        });
  }

  private static RefusedException notWritten(long revision) {
    return new RefusedException(
        ErrorCode.REVISION_NOT_REACHED,
        "revision: " + revision + " (expected: one that is written)",
        "revision");
  }

  private static long number(String name, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw RefusedException.invalid(name, text, "a decimal number");
    }
    return Long.parseLong(text);
  }

  private static <T> T checked(String name, Supplier<T> answer) {
    try {
      return answer.get();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()), name);
    }
  }
}
