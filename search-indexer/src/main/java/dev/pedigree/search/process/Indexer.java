package dev.pedigree.search.process;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.ProjectionService;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects in the background, again and again until it can, and follows the journal from then. */
final class Indexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final Supplier<ProjectionService> opening;
  private final Thread connector;
  private volatile @Nullable ProjectionService projection;
  private volatile String connecting = "starting";

  /**
   * @param opening connects, or throws {@link UnavailableException}
   */
  Indexer(Supplier<ProjectionService> opening) {
    this.opening = opening;
    this.connector = Thread.ofPlatform().name("indexer-connect").daemon().start(this::connect);
  }

  private void connect() {
    try {
      while (projection == null) {
        tryToOpen();
        if (projection == null) {
          Thread.sleep(BETWEEN_ATTEMPTS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      connecting = "Cannot be opened: " + e;
      LOG.error("Cannot be opened", e);
    }
  }

  private void tryToOpen() {
    try {
      projection = opening.get();
    } catch (UnavailableException e) {
      connecting = String.valueOf(e.getMessage());
      LOG.info("{}, again in a second", connecting);
    }
  }

  /** What it does, without asking a store. */
  ProjectionService.Work work() {
    ProjectionService current = projection;
    return current == null ? ProjectionService.Work.notYet(connecting) : current.work();
  }

  /** How far the index is behind; empty while that cannot be told. */
  Optional<GraphService.ProjectionLag> lag() {
    ProjectionService current = projection;
    try {
      return Optional.ofNullable(current).map(ProjectionService::lag);
    } catch (UnavailableException e) {
      return Optional.empty();
    }
  }

  /** Finishes the batch in hand and gives up the lease, so that another takes over at once. */
  @Override
  public void close() {
    connector.interrupt();
    try {
      connector.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ProjectionService current = projection;
    if (current != null) {
      current.close();
    }
  }
}
