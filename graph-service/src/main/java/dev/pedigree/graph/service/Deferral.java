package dev.pedigree.graph.service;

import dev.pedigree.graph.projection.ProjectionRunner.Progress;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says when a projection leaves the processors and stores to others, as long as it is near. */
final class Deferral {
  /** Changes that a projection may be behind while it waits. */
  private static final long MOST_DEFERRED = 65_536;

  /** Changes that one that people wait for is behind before others wait for it. */
  private static final long FEW = 256;

  private final BooleanSupplier pressed;
  private final LongSupplier head;

  /**
   * @param pressed whether more is being recorded than the replica takes at once
   * @param head the newest revision
   */
  Deferral(BooleanSupplier pressed, LongSupplier head) {
    this.pressed = pressed;
    this.head = head;
  }

  /** Whether one at a watermark waits for an import. */
  LongPredicate toImports() {
    return watermark -> pressed.getAsBoolean() && isNear(watermark);
  }

  /** Whether one at a watermark waits for {@code others}; not for those that fail. */
  LongPredicate to(Supplier<Stream<Progress>> others) {
    return watermark ->
        isNear(watermark)
            && others.get().anyMatch(other -> other.error() == null && isBehind(other.watermark()));
  }

  private boolean isNear(long watermark) {
    return head.getAsLong() - watermark < MOST_DEFERRED;
  }

  private boolean isBehind(long watermark) {
    return head.getAsLong() - watermark > FEW;
  }
}
