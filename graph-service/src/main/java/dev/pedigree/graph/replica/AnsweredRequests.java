package dev.pedigree.graph.replica;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.util.OptionalLong;

/**
 * Which change answered which request. Keeps 64 bits of a hash per request; whoever finds a
 * revision here compares the change itself. Used by one thread.
 */
final class AnsweredRequests {
  private static final long NONE = -1;

  private final Long2LongOpenHashMap revisions = new Long2LongOpenHashMap();

  AnsweredRequests() {
    revisions.defaultReturnValue(NONE);
  }

  void add(Change change) {
    Change.Request request = change.draft().request();
    if (request != null) {
      revisions.putIfAbsent(key(change.by(), request.id()), change.revision());
    }
  }

  OptionalLong revision(String by, String requestId) {
    long revision = revisions.get(key(by, requestId));
    return revision == NONE ? OptionalLong.empty() : OptionalLong.of(revision);
  }

  private static long key(String by, String requestId) {
    return Digest.of(by + "\n" + requestId).word0();
  }
}
