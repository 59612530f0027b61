package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.graph.GatewayProperties;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bytes of documents that lie in temporary files: so many of all callers together, so that no
 * number of imports fills the disk. Nobody waits: who would need more is to come again. Safe for
 * many threads.
 */
@Component
final class SpoolBudget {
  /** So many documents as large as one may be. */
  private static final int DOCUMENTS = 5;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  @Autowired
  SpoolBudget(GatewayProperties properties) {
    this(DOCUMENTS * properties.limits().document().toBytes());
  }

  SpoolBudget(long most) {
    this.most = most;
  }

  /** False: there is no room for so many more. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }
}
