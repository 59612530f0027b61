package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.cassandra.CassandraSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphFactory;

/** How JanusGraph is opened. */
final class GraphConfiguration {
  /** Ids of relations that a process takes at a time; it takes them with a lock, so rarely. */
  private static final int ID_BLOCK = 1_000_000;

  private GraphConfiguration() {}

  static JanusGraph open(CassandraSettings settings, String keyspace) {
    Duration patience = settings.requestTimeout().multipliedBy(2);
    return JanusGraphFactory.build()
        .set("storage.backend", "cql")
        .set(
            "storage.hostname",
            settings.contactPoints().stream()
                .map(InetSocketAddress::getHostString)
                .toArray(String[]::new))
        .set("storage.port", settings.contactPoints().getFirst().getPort())
        .set("storage.setup-wait", patience)
        .set("storage.write-time", patience)
        .set("storage.read-time", patience)
        .set("storage.cql.request-timeout", patience)
        .set("storage.cql.local-datacenter", settings.localDatacenter())
        .set("storage.cql.keyspace", keyspace)
        // As in CassandraSettings. No commas: JanusGraph would take it for a list.
        .set(
            "storage.cql.internal.string-configuration",
            """
            datastax-java-driver.advanced.netty.io-group.shutdown.quiet-period = 0
            datastax-java-driver.advanced.netty.admin-group.shutdown.quiet-period = 0
            datastax-java-driver.advanced.metadata.schema.debouncer.window = 10 milliseconds
            datastax-java-driver.advanced.metadata.schema.refreshed-keyspaces = [ %s ]
            """
                    .formatted(keyspace)
                + settings.access().configuration())
        .set("storage.cql.replication-strategy-class", "NetworkTopologyStrategy")
        .set(
            "storage.cql.replication-strategy-options",
            new String[] {
              settings.localDatacenter(), Integer.toString(settings.replicationFactor())
            })
        .set("graph.set-vertex-id", true)
        .set("graph.allow-custom-vid-types", true)
        .set("graph.replace-instance-if-exists", true)
        .set("schema.default", "none")
        .set("ids.block-size", ID_BLOCK)
        // Every partition of JanusGraph's id space is a pool to be filled, with a lock, before the
        // first write. Our own ids are spread by Cassandra, so there need be as few as it allows.
        .set("cluster.max-partitions", 2)
        .set("ids.num-partitions", 1)
        .set("storage.buffer-size", 50_000)
        .set("storage.cql.batch-statement-size", 100)
        .set("storage.cql.max-requests-per-connection", 32_000)
        .set("cache.db-cache", false)
        .set("query.batch.enabled", true)
        .open();
  }
}
