package dev.pedigree.graph.watch;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that has begun. */
public interface Watched {
  /**
   * It is over. Called once, by any thread.
   *
   * @param failure null: it was done
   */
  void end(@Nullable Throwable failure);

  /** Does the work, and says when it is over. */
  default <T> T during(Supplier<T> work) {
    try {
      T answer = work.get();
      end(null);
      return answer;
    } catch (RuntimeException | Error e) {
      end(e);
      throw e;
    }
  }
}
