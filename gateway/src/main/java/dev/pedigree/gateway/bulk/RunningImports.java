package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.caller.PerCaller;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import org.springframework.stereotype.Component;

/**
 * The imports that run, of lines and of documents: of each caller at most so many, as each may fill
 * a window. Safe for many threads.
 */
@Component
public final class RunningImports {
  private final PerCaller running;

  RunningImports(GatewayProperties properties) {
    this.running = new PerCaller(properties.limits().callerImports());
  }

  /**
   * One more of {@code caller}; to be closed at its end.
   *
   * @throws RefusedException with RATE_LIMITED if the caller has as many as it may
   */
  public Turn begin(Caller caller) {
    if (!running.begin(caller.name())) {
      throw new RefusedException(
          ErrorCode.RATE_LIMITED,
          "imports: %s has %d running (expected: at most %d)"
              .formatted(caller.name(), running.most(), running.most()),
          null);
    }
    return () -> running.end(caller.name());
  }

  /** An import that runs. */
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }
}
