package dev.pedigree.gateway.http;

import dev.pedigree.gateway.graph.GatewayProperties;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bytes of GraphQL requests, of lineage events and of documents that are read and not answered yet:
 * so many of all callers together, and half of that of one caller, so that no number of large
 * requests takes the memory that the process needs. Nobody waits: who would read more is to come
 * again. Safe for many threads.
 */
@Component
public final class BodyBudget {
  /** What each request may read without being counted. */
  static final long SMALL_BYTES = 65_536;

  private static final int SHARE_OF_HEAP = 10;

  private final long most;
  private final Map<String, Long> byCaller = new HashMap<>();
  private long taken;

  @Autowired
  BodyBudget(GatewayProperties properties) {
    this(
        Math.max(
            Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP,
            2 * properties.limits().request().toBytes()));
  }

  BodyBudget(long most) {
    this.most = most;
  }

  /** For one request of {@code caller}; to be closed when it is answered. */
  public Share share(String caller) {
    return new Share(caller);
  }

  private synchronized boolean take(String caller, long bytes) {
    long own = byCaller.getOrDefault(caller, 0L) + bytes;
    boolean fits = taken + bytes <= most && own <= most / 2;
    if (fits) {
      taken += bytes;
      byCaller.put(caller, own);
    }
    return fits;
  }

  private synchronized void giveBack(String caller, long bytes) {
    taken -= bytes;
    byCaller.computeIfPresent(caller, (_, own) -> own > bytes ? own - bytes : null);
  }

  /** What one request has read. */
  public final class Share implements AutoCloseable {
    private final String caller;
    private long read;
    private long counted;

    private Share(String caller) {
      this.caller = caller;
    }

    /** It reads {@code bytes} more; false: it may not, there are too many. */
    public synchronized boolean read(int bytes) {
      read += bytes;
      long more = read - SMALL_BYTES - counted;
      if (more <= 0) {
        return true;
      }
      boolean fits = take(caller, more);
      counted += fits ? more : 0;
      return fits;
    }

    /** May be called again. */
    @Override
    public synchronized void close() {
      if (counted > 0) {
        giveBack(caller, counted);
        counted = 0;
      }
    }
  }
}
