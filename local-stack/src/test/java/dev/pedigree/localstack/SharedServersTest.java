package dev.pedigree.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.localstack.shared.SharedStack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@WithLocalStack(elasticsearch = true)
class SharedServersTest {
  private final Endpoints endpoints;

  SharedServersTest(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Test
  void cassandraAnswersCql() {
    try (var session = Cql.connect(new LoopbackPort(endpoints.cassandraPort()))) {
      var row = session.execute("SELECT release_version FROM system.local").one();

      assertThat(row).isNotNull();
      assertThat(row.getString(0)).startsWith("5.0");
    }
  }

  @Test
  void elasticsearchAnswersHttp() {
    int status = HttpProbe.status(endpoints.elasticsearchUri().resolve("/_cluster/health"), 5000);

    assertThat(status).isEqualTo(200);
  }

  @Test
  void whoeverAsksAgainGetsTheSameServers() {
    var again = SharedStack.ofThisRun().endpoints(true);

    assertThat(again).isEqualTo(endpoints);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyPortIsOnLoopback() {
    for (int port : List.of(endpoints.cassandraPort(), endpoints.elasticsearchUri().getPort())) {
      var server = holderOf(port);

      var sockets = ListeningSocket.all().stream().filter(s -> s.isHeldBy(server)).toList();

      assertThat(sockets).hasSizeGreaterThanOrEqualTo(2).allMatch(ListeningSocket::isLoopback);
    }
  }

  private static ProcessHandle holderOf(int port) {
    return ListeningSocket.all().stream()
        .filter(socket -> socket.port() == port)
        .flatMap(socket -> socket.holder().stream())
        .findFirst()
        .orElseThrow();
  }
}
