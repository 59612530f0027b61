package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.state.Occurrence;

/** A place in the journal: what was recorded earlier is smaller. */
record Position(long revision, int index) implements Comparable<Position> {
  /** Where {@code at} stands. */
  static Position of(Occurrence at) {
    return new Position(at.revision(), at.index());
  }

  @Override
  public int compareTo(Position that) {
    int order = Long.compare(revision, that.revision);
    return order != 0 ? order : Integer.compare(index, that.index);
  }
}
