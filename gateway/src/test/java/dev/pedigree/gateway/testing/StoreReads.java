package dev.pedigree.gateway.testing;

import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.tracker.RequestTracker;
import java.util.concurrent.atomic.LongAdder;

/** Counts, inside the driver, the requests that read artifacts' facts from Cassandra. */
public final class StoreReads implements RequestTracker {
  private static final LongAdder READS = new LongAdder();

  /** For the driver. */
  public StoreReads(DriverContext context) {}

  /** Has every session that is opened from here on count. */
  static void install() {
    System.setProperty(
        "datastax-java-driver.advanced.request-tracker.classes.0", StoreReads.class.getName());
  }

  /** How many reads {@code work} causes. */
  public static long during(Runnable work) {
    long before = READS.sum();
    work.run();
    return READS.sum() - before;
  }

  @Override
  public void onSuccess(
      Request request,
      long latencyNanos,
      DriverExecutionProfile profile,
      Node node,
      String logPrefix) {
    if (request instanceof BoundStatement bound) {
      String query = bound.getPreparedStatement().getQuery();
      if (query.startsWith("SELECT") && query.contains("artifact IN")) {
        READS.increment();
      }
    }
  }

  @Override
  public void close() {}
}
