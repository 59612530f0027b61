package dev.pedigree.gateway.caller;

import java.util.HashMap;
import java.util.Map;

/** How many of something each caller has at the moment. Safe for many threads. */
public final class PerCaller {
  private final int most;
  private final Map<String, Integer> open = new HashMap<>();

  /** Nobody has any yet, and nobody gets more than {@code most}. */
  public PerCaller(int most) {
    this.most = most;
  }

  public int most() {
    return most;
  }

  /** One more of {@code caller}; false: it may have no more. */
  public synchronized boolean begin(String caller) {
    int before = open.getOrDefault(caller, 0);
    if (before < most) {
      open.put(caller, before + 1);
    }
    return before < most;
  }

  /** One less of those that were begun. */
  public synchronized void end(String caller) {
    open.computeIfPresent(caller, (_, count) -> count > 1 ? count - 1 : null);
  }
}
