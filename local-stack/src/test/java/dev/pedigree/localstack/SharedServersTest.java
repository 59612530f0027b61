package dev.pedigree.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.localstack.shared.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

  @Test
  @EnabledOnOs(OS.LINUX)
  void elasticsearchKeepsItsTemporaryFilesInItsOwnFolder() throws IOException {
    long pid = holderOf(endpoints.elasticsearchUri().getPort()).pid();
    String temporary = "-Djava.io.tmpdir=";

    List<Path> folders =
        Stream.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).split("\0"))
            .filter(argument -> argument.startsWith(temporary))
            .map(argument -> Path.of(argument.substring(temporary.length())))
            .toList();

    // The launcher's come first, then our own setting: where both are the same, nothing is left
    // elsewhere.
    assertThat(Set.copyOf(folders)).hasSize(1);
    assertThat(folders.getFirst().resolveSibling("conf")).isDirectory();
  }

  private static ProcessHandle holderOf(int port) {
    return ListeningSocket.all().stream()
        .filter(socket -> socket.port() == port)
        .flatMap(socket -> socket.holder().stream())
        .findFirst()
        .orElseThrow();
  }
}
