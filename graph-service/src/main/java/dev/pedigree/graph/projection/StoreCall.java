package dev.pedigree.graph.projection;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.pedigree.graph.cassandra.DriverWords;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Tells a store that does not answer now from a call that is wrong. */
public final class StoreCall {
  private StoreCall() {}

  /**
   * The answer of {@code call}.
   *
   * @throws UnavailableException if the store does not answer; a statement that it refuses as wrong
   *     stays what it is
   */
  public static <T> T of(Supplier<T> call) {
    try {
      return call.get();
    } catch (DriverException e) {
      throw translated(e);
    }
  }

  /** Does {@code call}; otherwise like {@link #of}. */
  public static void run(Runnable call) {
    try {
      call.run();
    } catch (DriverException e) {
      throw translated(e);
    }
  }

  /** The outcome of {@code stage}, waited for; otherwise like {@link #of}. */
  public static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw translated(cause);
      }
      throw e;
    }
  }

  /** What {@code failure} of a store is to a caller. */
  public static RuntimeException translated(RuntimeException failure) {
    if (failure instanceof DriverException && !(failure instanceof QueryValidationException)) {
      return new UnavailableException("Cassandra: " + DriverWords.of(failure), failure);
    }
    // What comes from the driver's threads does not say who asked.
    return failure instanceof DriverException wrong && wrong.getStackTrace().length == 0
        ? wrong.copy()
        : failure;
  }
}
