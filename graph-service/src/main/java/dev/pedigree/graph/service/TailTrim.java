package dev.pedigree.graph.service;

import dev.pedigree.graph.state.UnappliedTail;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Lets the tail go of what all stores have that are read together with it. */
final class TailTrim {
  private final UnappliedTail tail;
  private final Map<String, Long> watermarks = new HashMap<>();

  TailTrim(UnappliedTail tail, Collection<String> projections) {
    this.tail = tail;
    projections.forEach(projection -> watermarks.put(projection, 0L));
  }

  /** {@code projection}, which may be one that is not read, has got so far. */
  synchronized void moved(String projection, long watermark) {
    if (watermarks.replace(projection, watermark) != null) {
      tail.trim(Collections.min(watermarks.values()));
    }
  }
}
