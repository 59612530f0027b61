package dev.pedigree.graph.projection;

import dev.pedigree.graph.cassandra.UnavailableException;

/**
 * How far a projection is: everything up to its watermark is applied. A projection whose store can
 * be lost by itself keeps its watermark in that store, so that the two are lost together.
 */
public interface Watermarks {
  /**
   * The revision up to which {@code projection} is applied, or a little less; 0 if it never was.
   *
   * @throws UnavailableException if the store does not answer
   */
  long read(String projection);

  /** Like {@link #read}, but with every move that was ever answered. */
  long readSerially(String projection);

  /**
   * Moves the watermark on behalf of {@code lease}.
   *
   * @return false if somebody else has taken the lease: nothing was moved, and the holder has to
   *     stop
   * @throws UnavailableException if the outcome is not known; moving it again is safe
   */
  boolean advance(Lease lease, long revision);

  /**
   * Whether {@code revision}, to which this process moved the watermark, is still where it is.
   * False means that the store was lost or put back: applying goes on from what it holds now. Asked
   * while there is nothing to apply.
   *
   * @throws UnavailableException if the store does not answer
   */
  default boolean stands(String projection, long revision) {
    return true;
  }
}
