package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Watermarks;
import dev.pedigree.graph.state.AppliedFacts;
import java.time.Duration;

/**
 * A projection into a store that the graph service does not know. Nothing of the graph depends on
 * it: while its store is away, it falls behind, and all else goes on.
 */
public interface FurtherProjection {
  /** Makes it, once Cassandra is connected; must not wait for its own store. */
  Made make(Sources sources);

  /** How long nobody has to have done it before this process does. */
  default Duration patience() {
    return Duration.ZERO;
  }

  /** The same, in a process that leaves it to others as long as there are any. */
  default FurtherProjection leftToOthers(Duration patience) {
    FurtherProjection of = this;
    return new FurtherProjection() {
      @Override
      public Made make(Sources sources) {
        return of.make(sources);
      }

      @Override
      public Duration patience() {
        return patience;
      }
    };
  }

  /**
   * What a projection can be made from.
   *
   * @param facts the facts of artifacts that changed before the changes to be applied
   * @param edges may be behind what a projection reads of the journal, or ahead
   * @param leases for more work that only one process at a time may do
   */
  record Sources(Journal journal, AppliedFacts facts, EdgeCounts edges, LeaseStore leases) {}

  /**
   * A projection, and where its watermark lies.
   *
   * @param alongside what else has to run as long as the projection does
   */
  record Made(Projection projection, Watermarks watermarks, Alongside alongside) {}

  /** Something that is started after the projections and ends before them. */
  interface Alongside extends AutoCloseable {
    void start();

    @Override
    void close();
  }
}
