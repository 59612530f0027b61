package dev.pedigree.gateway.graph;

import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.service.EngineChoice;
import dev.pedigree.search.SearchSettings;
import dev.pedigree.search.process.CassandraProperties;
import dev.pedigree.search.process.ElasticsearchProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** What an operator can set, under {@code pedigree}. */
@ConfigurationProperties("pedigree")
public record GatewayProperties(
    @DefaultValue CassandraProperties cassandra,
    @DefaultValue ElasticsearchProperties elasticsearch,
    @DefaultValue Http http,
    @DefaultValue Schema schema,
    @DefaultValue Search search,
    @DefaultValue Topology topology,
    @DefaultValue Lineage lineage,
    @DefaultValue Limits limits) {
  /**
   * An organisation's own types.
   *
   * @param extensions the folder with more SDL; null or empty: Pedigree's own types only
   * @param mayBreakClients whether a start may take away what clients of the schema in force ask
   *     for
   */
  public record Schema(@Nullable Path extensions, @DefaultValue("false") boolean mayBreakClients) {}

  /**
   * The index of search.
   *
   * @param indexingPatience how long nobody has to have kept it up before this gateway does; the
   *     indexer's processes do at once
   */
  public record Search(@DefaultValue("0s") Duration indexingPatience) {}

  /**
   * The graph's shape in memory.
   *
   * @param snapshots the folder in which it is kept for the next start; null or empty: every start
   *     replays the journal
   */
  public record Topology(@Nullable Path snapshots) {
    @Nullable Path folder() {
      return snapshots == null || snapshots.toString().isEmpty() ? null : snapshots;
    }
  }

  /**
   * How questions of lineage are answered.
   *
   * @param engine {@code topology} or, for graphs that outgrow memory, {@code property-graph}
   */
  public record Lineage(@DefaultValue("topology") String engine) {
    public Lineage {
      var _ = EngineChoice.parse(engine);
    }

    EngineChoice choice() {
      return EngineChoice.parse(engine);
    }
  }

  /**
   * Where the search index is; empty: there is no search.
   *
   * @throws dev.pedigree.search.SearchSettingsException if something in it cannot be right
   */
  Optional<SearchSettings> searchSettings() {
    return elasticsearch.settings(cassandra.keyspace());
  }

  /**
   * How the gateway is reached.
   *
   * @param hosts names that requests may have in {@code Host}, with any port, beside those of
   *     loopback; {@code *}: any
   * @param drain how long it goes on answering after it was asked to end, no longer ready
   */
  public record Http(
      @DefaultValue({"localhost", "127.0.0.1", "[::1]"}) List<String> hosts,
      @DefaultValue("0s") Duration drain) {
    public Http {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * How much of something one request may ask for.
   *
   * @param page elements on a page
   * @param idsPage elements on a page of which only the ids are selected
   * @param depth fields within fields of one document
   * @param breadth fields next to each other in one document, those of fragments among them
   * @param fields of one document, those of a fragment at each of its uses
   * @param aliases likewise
   * @param introspection whether the schema can be asked for in GraphQL
   * @param cost of one operation, as it is worked out before it is begun: about the fields that are
   *     looked up
   * @param callerCost of all that one caller asks for in a minute
   * @param callerOperations of one caller at the same time
   * @param callerSubscriptions of one caller at the same time
   * @param callerSockets likewise, websockets
   * @param operationTime how long after its beginning an operation may work on questions of lineage
   * @param answer fields and list elements of one answer, together
   * @param lineageTime how long one question of lineage is worked on
   * @param lineageArtifacts how many artifacts it may reach
   * @param commonAncestorsOf artifacts whose common ancestors are asked for
   * @param drawing artifacts in a picture
   * @param patience how long a read waits for a revision that is not applied here yet
   * @param request bytes of one GraphQL request
   * @param callerImports imports of one caller at the same time, of lines or documents
   * @param document bytes of a document of another tool, unpacked
   * @param openLineage bytes of one request with events of OpenLineage, unpacked
   * @param importLine bytes of one line of an import
   * @param importWindow bytes of lines that are read but not answered yet; a short line counts as 4
   *     KiB
   */
  public record Limits(
      @DefaultValue("1000") int page,
      @DefaultValue("100000") int idsPage,
      @DefaultValue("60") int depth,
      @DefaultValue("1000") int breadth,
      @DefaultValue("5000") int fields,
      @DefaultValue("500") int aliases,
      @DefaultValue("true") boolean introspection,
      @DefaultValue("20000000") long cost,
      @DefaultValue("1000000000") long callerCost,
      @DefaultValue("256") int callerOperations,
      @DefaultValue("32") int callerSubscriptions,
      @DefaultValue("32") int callerSockets,
      @DefaultValue("30s") Duration operationTime,
      @DefaultValue("300000") int answer,
      @DefaultValue("10s") Duration lineageTime,
      @DefaultValue("10000000") int lineageArtifacts,
      @DefaultValue("1000") int commonAncestorsOf,
      @DefaultValue("5000") int drawing,
      @DefaultValue("5s") Duration patience,
      @DefaultValue("16MB") DataSize request,
      @DefaultValue("8") int callerImports,
      @DefaultValue("100MB") DataSize document,
      @DefaultValue("8MB") DataSize openLineage,
      @DefaultValue("1MB") DataSize importLine,
      @DefaultValue("16MB") DataSize importWindow) {
    /** What one question of lineage may cost. */
    public Budget budget(BooleanSupplier cancelled) {
      return new Budget(lineageTime, lineageArtifacts, cancelled);
    }
  }
}
