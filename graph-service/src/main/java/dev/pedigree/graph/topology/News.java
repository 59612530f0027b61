package dev.pedigree.graph.topology;

import java.util.Arrays;

/** What an overlay has of one artifact: one thread writes, others read. */
class News {
  private static final Event[] NONE = {};

  /** Numbers of links in the overlay, in the order of recording. */
  final IntGrowable parents = new IntGrowable();

  final IntGrowable children = new IntGrowable();

  /** In the order of the journal; replaced, never changed. */
  private volatile Event[] events = NONE;

  Event[] events() {
    return events;
  }

  void add(Event event) {
    Event[] more = Arrays.copyOf(events, events.length + 1);
    more[more.length - 1] = event;
    events = more;
  }

  void removeLastEvent() {
    events = Arrays.copyOf(events, events.length - 1);
  }
}
