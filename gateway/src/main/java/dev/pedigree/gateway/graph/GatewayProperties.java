package dev.pedigree.gateway.graph;

import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.service.EngineChoice;
import dev.pedigree.search.Credentials;
import dev.pedigree.search.SearchSettings;
import dev.pedigree.search.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
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
    @DefaultValue Cassandra cassandra,
    @DefaultValue Elasticsearch elasticsearch,
    @DefaultValue Http http,
    @DefaultValue Schema schema,
    @DefaultValue Topology topology,
    @DefaultValue Lineage lineage,
    @DefaultValue Limits limits) {
  /**
   * Where Cassandra is.
   *
   * @param contactPoints {@code host:port} of some of its nodes
   * @param keyspace made if absent
   * @param replicationFactor used only when the keyspace is made
   */
  public record Cassandra(
      @DefaultValue("127.0.0.1:9042") List<String> contactPoints,
      @DefaultValue("datacenter1") String localDatacenter,
      @DefaultValue("pedigree") String keyspace,
      @DefaultValue("1") int replicationFactor,
      @DefaultValue("5s") Duration requestTimeout) {
    public Cassandra {
      contactPoints = List.copyOf(contactPoints);
    }

    CassandraSettings settings() {
      return new CassandraSettings(
          contactPoints.stream().map(Cassandra::address).toList(),
          localDatacenter,
          keyspace,
          replicationFactor,
          requestTimeout);
    }

    private static InetSocketAddress address(String contactPoint) {
      int colon = contactPoint.lastIndexOf(':');
      String port = contactPoint.substring(colon + 1);
      if (colon < 1 || !port.matches("[0-9]{1,5}")) {
        throw new IllegalArgumentException(
            "pedigree.cassandra.contact-points: " + contactPoint + " (expected: host:port)");
      }
      return new InetSocketAddress(contactPoint.substring(0, colon), Integer.parseInt(port));
    }
  }

  /**
   * Where Elasticsearch is, and how it is spoken to. Null and empty are alike.
   *
   * @param uri null: there is no search
   * @param indexPrefix comes before {@code index}, given or not
   * @param index the alias of our index; null: the keyspace's name and {@code -artifacts}
   * @param timeout how long one answer is waited for
   * @param caCertificate the file with the certificates that the server's must come from; null:
   *     those that the JVM trusts
   * @param apiKey in the form that Elasticsearch calls {@code encoded}
   * @param username with {@code password}, instead of {@code apiKey}
   * @param compatibility the version of Elasticsearch that is spoken, 8 or 9
   */
  public record Elasticsearch(
      @Nullable URI uri,
      @DefaultValue("") String indexPrefix,
      @Nullable String index,
      @DefaultValue("10s") Duration timeout,
      @Nullable Path caCertificate,
      @Nullable Secret apiKey,
      @Nullable String username,
      @Nullable Secret password,
      @DefaultValue("8") int compatibility) {
    private SearchSettings settings(URI uri, String keyspace) {
      String own = index == null || index.isEmpty() ? keyspace + "-artifacts" : index;
      boolean ownCa = caCertificate != null && !caCertificate.toString().isEmpty();
      return new SearchSettings(
          uri,
          indexPrefix + own,
          timeout,
          ownCa ? caCertificate : null,
          Credentials.of(apiKey, username, password),
          compatibility);
    }
  }

  /**
   * An organisation's own types.
   *
   * @param extensions the folder with more SDL; null or empty: Pedigree's own types only
   * @param mayBreakClients whether a start may take away what clients of the schema in force ask
   *     for
   */
  public record Schema(@Nullable Path extensions, @DefaultValue("false") boolean mayBreakClients) {}

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
   * @throws dev.pedigree.search.SearchSettingsException if it cannot be there
   */
  Optional<SearchSettings> search() {
    URI uri = elasticsearch.uri();
    return uri == null || uri.toString().isEmpty()
        ? Optional.empty()
        : Optional.of(elasticsearch.settings(uri, cassandra.keyspace()));
  }

  /**
   * How the gateway is reached.
   *
   * @param hosts names that requests may have in {@code Host}, with any port, beside those of
   *     loopback; {@code *}: any
   */
  public record Http(@DefaultValue({"localhost", "127.0.0.1", "[::1]"}) List<String> hosts) {
    public Http {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * How much of something one request may ask for.
   *
   * @param page elements on a page
   * @param idsPage elements on a page of which only the ids are selected
   * @param answer fields and list elements of one answer, together
   * @param lineageTime how long one question of lineage is worked on
   * @param lineageArtifacts how many artifacts it may reach
   * @param commonAncestorsOf artifacts whose common ancestors are asked for
   * @param drawing artifacts in a picture
   * @param patience how long a read waits for a revision that is not applied here yet
   * @param request bytes of one GraphQL request
   * @param importLine bytes of one line of an import
   * @param importWindow bytes of lines that are read but not answered yet; a short line counts as 4
   *     KiB
   */
  public record Limits(
      @DefaultValue("1000") int page,
      @DefaultValue("100000") int idsPage,
      @DefaultValue("300000") int answer,
      @DefaultValue("10s") Duration lineageTime,
      @DefaultValue("10000000") int lineageArtifacts,
      @DefaultValue("1000") int commonAncestorsOf,
      @DefaultValue("5000") int drawing,
      @DefaultValue("5s") Duration patience,
      @DefaultValue("16MB") DataSize request,
      @DefaultValue("1MB") DataSize importLine,
      @DefaultValue("16MB") DataSize importWindow) {
    /** What one question of lineage may cost. */
    public Budget budget(BooleanSupplier cancelled) {
      return new Budget(lineageTime, lineageArtifacts, cancelled);
    }
  }
}
