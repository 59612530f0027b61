package dev.pedigree.localstack.junit;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.ServerSettings;
import dev.pedigree.localstack.shared.ScratchFolder;
import dev.pedigree.localstack.shared.SharedStack;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A gateway in a folder and with a keyspace of its own; gone when it is closed. */
record GatewayOfThisRun(ScratchFolder folder, GatewayServer server) implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  static GatewayOfThisRun start() {
    var endpoints = SharedStack.ofThisRun().endpoints(false);
    var folder = ScratchFolder.open();
    var server =
        new GatewayServer(
            ServerSettings.in(folder.path().resolve("gateway")),
            Checkout.find().gatewayJar(),
            new LoopbackPort(endpoints.cassandraPort()),
            endpoints.elasticsearchUri(),
            List.of(
                "--pedigree.cassandra.keyspace=gw_" + UUID.randomUUID().toString().replace("-", ""),
                "--pedigree.cassandra.request-timeout=20s",
                "--pedigree.elasticsearch.uri="));
    var gateway = new GatewayOfThisRun(folder, server);
    try {
      server.start(LIMIT);
      return gateway;
    } catch (RuntimeException | Error e) {
      gateway.close();
      throw e;
    }
  }

  @Override
  public void close() {
    server.close();
    folder.close();
  }
}
