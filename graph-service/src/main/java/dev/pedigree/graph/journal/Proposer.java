package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.pedigree.graph.cassandra.DriverWords;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs a lightweight transaction until its outcome is certain.
 *
 * <p>One that timed out may still win later, even after a serial read saw nothing of it. So the
 * identical statement is proposed again until an answer comes; its condition makes that harmless.
 */
final class Proposer {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final CqlSession session;

  Proposer(CqlSession session) {
    this.session = session;
  }

  /**
   * The answer to {@code statement}, or to one of its repetitions: that it was not applied may mean
   * that it was applied before.
   *
   * @throws UnavailableException if no node took it on
   * @throws QueryValidationException if it was refused as it stands
   * @throws InterruptedException if interrupted while the outcome is open
   */
  AsyncResultSet propose(BoundStatement statement) throws InterruptedException {
    try {
      return attempt(statement);
    } catch (QueryValidationException e) {
      throw e;
    } catch (DriverException e) {
      if (nobodyTookIt(e)) {
        throw new UnavailableException("the journal cannot be written: " + DriverWords.of(e), e);
      }
    }
    return proposeAgain(statement);
  }

  private AsyncResultSet proposeAgain(BoundStatement statement) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis()) + 1);
      try {
        return attempt(statement);
      } catch (DriverException e) {
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
    }
  }

  private AsyncResultSet attempt(BoundStatement statement) throws InterruptedException {
    try {
      return session.executeAsync(statement).toCompletableFuture().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case DriverException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Whether the statement never reached a coordinator, or reached only ones that saw too few
   * replicas to begin. A coordinator that loses its replicas between two rounds of its own says the
   * same; should such a proposal win later, the next one for the slot meets it.
   */
  private static boolean nobodyTookIt(Throwable failure) {
    return switch (failure) {
      case AllNodesFailedException e ->
          e.getAllErrors().values().stream()
              .flatMap(Collection::stream)
              .allMatch(Proposer::nobodyTookIt);
      case NodeUnavailableException e -> true;
      case BusyConnectionException e -> true;
      case com.datastax.oss.driver.api.core.servererrors.UnavailableException e ->
          e.getConsistencyLevel().isSerial();
      default -> false;
    };
  }
}
