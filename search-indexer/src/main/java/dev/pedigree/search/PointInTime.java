package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import dev.pedigree.graph.cassandra.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What a request searches: the index as it is now, or as it was when somebody began to read a long
 * answer, so that nothing is missed or met twice on the way.
 *
 * @param copies of the index's shards that are asked: they may differ by a refresh
 * @param id of Elasticsearch's point in time; null: now
 */
record PointInTime(String alias, String copies, @Nullable String id) {
  /** Not longer by being asked: what is erased meanwhile is not shown for long. */
  private static final Time KEPT_FOR = Time.of(it -> it.time("2m"));

  /** Whoever asks for more later does so at the same one. */
  static PointInTime now(String alias, String copies) {
    return new PointInTime(alias, copies, null);
  }

  /** One that stays; now, if Elasticsearch keeps too many already. */
  static PointInTime kept(Elasticsearch elasticsearch, String alias, String copies) {
    try {
      String id =
          elasticsearch.ask(
              client ->
                  client
                      .openPointInTime(it -> it.index(alias).preference(copies).keepAlive(KEPT_FOR))
                      .id());
      return new PointInTime(alias, copies, id);
    } catch (UnavailableException e) {
      return now(alias, copies);
    }
  }

  void ask(SearchRequest.Builder request) {
    if (id == null) {
      request.index(alias).preference(copies);
    } else {
      request.pit(pit -> pit.id(id));
    }
  }

  /** Not needed any more. It would end by itself. */
  void close(Elasticsearch elasticsearch) {
    if (id != null) {
      try {
        elasticsearch.ask(client -> client.closePointInTime(it -> it.id(id)));
      } catch (UnavailableException e) {
        // Then it ends by itself.
      }
    }
  }
}
