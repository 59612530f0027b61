package dev.pedigree.graph.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;

/** What a failure of Cassandra's driver is to people who have no driver. */
public final class DriverWords {
  private DriverWords() {}

  /** In one short line. */
  public static String of(Throwable failure) {
    return switch (failure) {
      case DriverTimeoutException _ -> "no answer in time";
      case AllNodesFailedException _ -> "no node can be reached";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
