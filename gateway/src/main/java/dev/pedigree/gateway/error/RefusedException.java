package dev.pedigree.gateway.error;

import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked is refused; the client is told every reason. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Refusal> refusals;

  /** For refusals that the graph service gave: at least one. */
  public RefusedException(List<Refusal> refusals) {
    super(refusals.getFirst().message(), null, false, false);
    this.refusals = List.copyOf(refusals);
  }

  /**
   * For one refusal.
   *
   * @param path of the argument, such as {@code filter.maxDepth}; null: the whole of the input
   */
  public RefusedException(ErrorCode code, String message, @Nullable String path) {
    this(List.of(new Refusal(code, message, path)));
  }

  /** Refuses the value of an argument. */
  public static RefusedException invalid(String path, Object value, String expected) {
    return new RefusedException(
        ErrorCode.INVALID_VALUE, path + ": " + value + " (expected: " + expected + ")", path);
  }

  /** What was recorded; what was refused is thrown. */
  public static RecordAnswer.Recorded unlessRecorded(RecordAnswer answer) {
    return switch (answer) {
      case RecordAnswer.Recorded recorded -> recorded;
      case RecordAnswer.Refused refused -> throw new RefusedException(refused.refusals());
    };
  }

  /** In the order of the input; at least one. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
