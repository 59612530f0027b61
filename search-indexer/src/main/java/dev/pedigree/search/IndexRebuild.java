package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.ProjectionRunner;
import dev.pedigree.graph.service.FurtherProjection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills another index where there is to be one, because somebody asked for it or the layout has
 * changed, while the present one is searched, and lets it take the present one's place once it
 * knows as much. Every process looks for such work; one at a time, the holder of a lease, does it,
 * and another goes on from where it stopped.
 */
final class IndexRebuild implements FurtherProjection.Alongside {
  static final String NAME = "search-rebuild";

  private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration LEFT_FOR = Duration.ofSeconds(3);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  private final IndexCatalog catalog;
  private final ArtifactIndexer indexer;
  private final IndexWatermarks marks;
  private final IndexWatermarks present;
  private final FurtherProjection.Sources sources;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(NAME).factory());

  /** Of the thread; null: there is nothing to fill. */
  private @Nullable ProjectionRunner filling;

  /** Of the thread: what was replaced, and since when it is seen. */
  private IndexCatalog.@Nullable Found leftOver;

  private long leftSinceNanos;

  /**
   * Looks for nothing yet.
   *
   * @param present the watermark of the index that is searched
   */
  IndexRebuild(
      Elasticsearch elasticsearch,
      IndexCatalog catalog,
      IndexWatermarks present,
      FurtherProjection.Sources sources) {
    ArtifactIndex next = ArtifactIndex.next(elasticsearch, catalog);
    this.catalog = catalog;
    this.present = present;
    this.sources = sources;
    this.indexer = new ArtifactIndexer(NAME, elasticsearch, next, sources);
    this.marks = new IndexWatermarks(elasticsearch, next, sources.journal());
  }

  @Override
  public void start() {
    long every = LOOK_EVERY.toMillis();
    var _ = looking.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      IndexCatalog.Look look = catalog.look();
      if (look.isRebuilding()) {
        work(look);
      } else {
        stop();
        cleanUp(look.replaced());
      }
    } catch (UnavailableException e) {
      LOG.debug("{}: {}", NAME, e.getMessage());
    } catch (RuntimeException e) {
      if (!looking.isShutdown()) {
        LOG.error("{}: looks again", NAME, e);
      }
    }
  }

  private void work(IndexCatalog.Look look) {
    if (look.next() == null) {
      catalog.create(catalog.nextAlias());
    } else if (filling == null) {
      filling = begin();
    } else {
      filling.poke();
      finish(look.next(), filling.progress());
    }
  }

  /** Searches that found it under the alias may still be on their way to it. */
  private void cleanUp(IndexCatalog.@Nullable Found replaced) {
    if (replaced == null || !replaced.equals(leftOver)) {
      leftOver = replaced;
      leftSinceNanos = System.nanoTime();
    } else if (System.nanoTime() - leftSinceNanos > LEFT_FOR.toNanos()) {
      catalog.delete(replaced);
    }
  }

  private ProjectionRunner begin() {
    LOG.info("{}: another index is to be filled", NAME);
    ProjectionRunner runner =
        new ProjectionRunner(
            indexer,
            sources.journal(),
            sources.leases(),
            marks,
            ProjectionRunner.Settings.standard(),
            _ -> {},
            _ -> false);
    runner.start();
    return runner;
  }

  /** Lets it take the other's place as soon as nothing is lost by that. */
  private void finish(IndexCatalog.Found next, ProjectionRunner.Progress progress) {
    if (!progress.holder()) {
      return;
    }
    long reached = marks.read(NAME);
    if (reached >= goal()) {
      catalog.replace(next);
      LOG.info("{}: {} took over at revision {}", NAME, next.name(), reached);
      stop();
    }
  }

  /** What the present index knows; a new one has to know all. */
  private long goal() {
    return Math.max(
        present.read(ArtifactIndexer.NAME), Math.min(1, sources.edges().newestRevision()));
  }

  private void stop() {
    if (filling != null) {
      filling.close();
      filling = null;
    }
  }

  /** How far whoever does the work is. */
  Search.RebuildStatus status() {
    boolean running = catalog.look().isRebuilding();
    return new Search.RebuildStatus(running, running ? reached() : 0, goal());
  }

  private long reached() {
    try {
      return marks.read(NAME);
    } catch (GoneException e) {
      // It took over in this moment.
      return goal();
    }
  }

  /**
   * Asks for another index; nothing changes if one is being filled already.
   *
   * @throws UnavailableException if what was replaced last is not deleted yet
   */
  void request() {
    if (!catalog.look().isRebuilding()) {
      catalog.create(catalog.nextAlias());
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
    try {
      if (!looking.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{}: did not end", NAME);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
  }
}
