package dev.pedigree.gateway.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/** How often something was found in memory: {@code pedigree.cache.requests}. */
public final class CacheMeter {
  private static final String NAME = "pedigree.cache.requests";

  private CacheMeter() {}

  /** Tells {@code hits} and {@code misses}, which count since the start, under a name. */
  public static void register(
      MeterRegistry registry, String cache, LongSupplier hits, LongSupplier misses) {
    counter(registry, cache, "hit", hits);
    counter(registry, cache, "miss", misses);
  }

  private static void counter(
      MeterRegistry registry, String cache, String result, LongSupplier count) {
    FunctionCounter.builder(NAME, count, LongSupplier::getAsLong)
        .tags("cache", cache, "result", result)
        .register(registry);
  }
}
