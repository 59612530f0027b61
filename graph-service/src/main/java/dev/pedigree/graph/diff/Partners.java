package dev.pedigree.graph.diff;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.List;

/** What stands in for what on the other side. */
final class Partners {
  private final Side base;
  private final Side head;
  private final Int2IntOpenHashMap ofBase = new Int2IntOpenHashMap();
  private final Int2IntOpenHashMap ofHead = new Int2IntOpenHashMap();

  Partners(Side base, Side head, List<Pair> pairs) {
    this.base = base;
    this.head = head;
    ofBase.defaultReturnValue(Difference.NONE);
    ofHead.defaultReturnValue(Difference.NONE);
    for (Pair pair : pairs) {
      ofBase.put(pair.base(), pair.head());
      ofHead.put(pair.head(), pair.base());
    }
  }

  /** On the side of head, of an artifact of base: itself if it is there, too. */
  int inHead(int artifact) {
    return head.has(artifact) ? artifact : ofBase.get(artifact);
  }

  /** The other way round. */
  int inBase(int artifact) {
    return base.has(artifact) ? artifact : ofHead.get(artifact);
  }

  /** What of head stands in for an artifact of base, whether head has that too or not. */
  int insteadInHead(int artifact) {
    return ofBase.get(artifact);
  }

  /** Whether head has neither it nor anything in its place. */
  boolean isLackedByHead(int artifact) {
    return inHead(artifact) == Difference.NONE;
  }

  /** Whether base has neither it nor anything in its place. */
  boolean isLackedByBase(int artifact) {
    return inBase(artifact) == Difference.NONE;
  }
}
