package dev.pedigree.graph.topology;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.JournalHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new base in the background when the overlay has grown, one at a time. Called by the
 * writer's thread.
 */
final class Compactor {
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  /** An overlay of fewer facts is replayed in a moment. */
  static final int FEWEST_FACTS = 1 << 16;

  /** An overlay may have so many times fewer facts than the base has artifacts and edges. */
  private static final int SHARE = 8;

  private final Vocabulary vocabulary;
  private final SnapshotFolder folder;
  private @Nullable Running running;

  /** After a failure it waits until there is twice as much to do. */
  private int notBelow;

  private final int fewestFacts;

  /** Makes one that lets an overlay of less than {@code fewestFacts} be. */
  Compactor(Vocabulary vocabulary, SnapshotFolder folder, int fewestFacts) {
    this.vocabulary = vocabulary;
    this.folder = folder;
    this.fewestFacts = fewestFacts;
    this.notBelow = fewestFacts;
  }

  /** The newest snapshot that is whole, of this schema, and that {@code trusted} accepts. */
  Optional<Base> load(Predicate<JournalHead> trusted) {
    return folder.newest(
        base -> trusted.test(base.head) && vocabulary.adopt(StoredWords.read(base.sections)));
  }

  /** Hears of every change that is settled. */
  void follow(Change change) {
    if (running != null) {
      running.since().add(change);
    }
  }

  /**
   * Begins a compaction if {@code overlay}, which is settled up to {@code end}, has grown, or gives
   * what one that was begun has made.
   */
  Optional<Made> reached(Overlay overlay, JournalHead end) {
    Running now = running;
    if (now != null) {
      return now.base().isDone() ? finish(now, overlay) : Optional.empty();
    }
    Base base = overlay.base;
    if (overlay.facts() >= Math.max(notBelow, (base.artifacts + base.edges) / SHARE)) {
      running = new Running(begin(overlay, end), new ArrayList<>());
    }
    return Optional.empty();
  }

  private CompletableFuture<Base> begin(Overlay overlay, JournalHead end) {
    CompletableFuture<Base> base = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("topology-compaction")
        .daemon()
        .start(() -> base.completeAsync(() -> folder.keep(make(overlay, end)), Runnable::run));
    return base;
  }

  private Base make(Overlay overlay, JournalHead end) {
    long begun = System.nanoTime();
    Base base = Compaction.of(overlay, end, vocabulary);
    LOG.info(
        "Compacted {} artifacts and {} edges up to revision {} in {} ms",
        base.artifacts,
        base.edges,
        base.revision(),
        (System.nanoTime() - begun) / 1_000_000);
    return base;
  }

  private Optional<Made> finish(Running done, Overlay overlay) {
    running = null;
    try {
      notBelow = fewestFacts;
      return Optional.of(new Made(done.base().join(), done.since()));
    } catch (CompletionException e) {
      LOG.error("The topology could not be compacted; it goes on growing", e.getCause());
      notBelow = 2 * overlay.facts();
      return Optional.empty();
    }
  }

  /** Compacts {@code overlay}, settled up to {@code end}, here and now. */
  Made compact(Overlay overlay, JournalHead end) {
    close();
    return new Made(folder.keep(make(overlay, end)), List.of());
  }

  /** Makes a last snapshot if there is a place for it and {@code overlay} has grown. */
  void keep(Overlay overlay, JournalHead end) {
    if (folder.keeps() && overlay.facts() >= fewestFacts) {
      folder.keep(make(overlay, end));
    }
  }

  /** Waits for the one under way, which then comes to nothing but a snapshot. */
  void close() {
    Running now = running;
    running = null;
    if (now != null) {
      now.base().exceptionally(_ -> null).join();
    }
  }

  /**
   * A new base.
   *
   * @param since the changes behind it
   */
  record Made(Base base, List<Change> since) {}

  private record Running(CompletableFuture<Base> base, List<Change> since) {}
}
