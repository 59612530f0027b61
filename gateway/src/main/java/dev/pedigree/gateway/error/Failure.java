package dev.pedigree.gateway.error;

import dev.pedigree.gateway.requestid.RequestId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.Truncation;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.service.NotFoundException;
import dev.pedigree.graph.service.RevisionNotReachedException;
import dev.pedigree.interop.UnreadableDocumentException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where exceptions become what a client may see of them. */
public final class Failure {
  private static final Logger log = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  /**
   * What a client is told of {@code thrown}: at least one refusal. A surprise is logged under the
   * id of the request, and that id is all the client learns.
   */
  public static List<Refusal> refusals(Throwable thrown) {
    return switch (cause(thrown)) {
      case RefusedException refused -> refused.refusals();
      case UnavailableException e -> one(ErrorCode.UNAVAILABLE, e);
      case NotFoundException e -> one(ErrorCode.NOT_FOUND, e);
      case RevisionNotReachedException e -> one(ErrorCode.REVISION_NOT_REACHED, e);
      case BudgetExceededException e -> List.of(exceeded(e.truncation()));
      case UnreadableDocumentException e -> List.of(unreadable(e));
      case Throwable surprise -> List.of(surprise(surprise));
    };
  }

  /** The code that {@code thrown} is told under. Logs nothing. */
  public static ErrorCode code(Throwable thrown) {
    return switch (cause(thrown)) {
      case RefusedException refused -> refused.refusals().getFirst().code();
      case UnavailableException _ -> ErrorCode.UNAVAILABLE;
      case NotFoundException _ -> ErrorCode.NOT_FOUND;
      case RevisionNotReachedException _ -> ErrorCode.REVISION_NOT_REACHED;
      case BudgetExceededException _ -> ErrorCode.BUDGET_EXCEEDED;
      case UnreadableDocumentException _ -> ErrorCode.INVALID_VALUE;
      case Throwable _ -> ErrorCode.INTERNAL;
    };
  }

  private static Refusal exceeded(Truncation truncation) {
    return new Refusal(
        ErrorCode.BUDGET_EXCEEDED, truncation.reason() + ": " + truncation.detail(), null);
  }

  private static Refusal unreadable(UnreadableDocumentException e) {
    String path = e.path();
    return new Refusal(
        ErrorCode.INVALID_VALUE, (path == null ? "" : path + ": ") + e.getMessage(), path);
  }

  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException || cause instanceof ExecutionException) {
      Throwable next = cause.getCause();
      if (next == null) {
        break;
      }
      cause = next;
    }
    return cause;
  }

  private static List<Refusal> one(ErrorCode code, Throwable thrown) {
    String message = thrown.getMessage();
    return List.of(new Refusal(code, message == null ? code.name() : message, null));
  }

  private static Refusal surprise(Throwable thrown) {
    String id = RequestId.current();
    log.error("Internal error {}", id, thrown);
    return new Refusal(
        ErrorCode.INTERNAL, "internal error " + id + ": the gateway's log tells more", null);
  }
}
