package dev.pedigree.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.localstack.shared.ScratchFolder;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraServerTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void acknowledgedWritesSurviveAKillAndARestartOnTheSamePort() {
    try (var scratch = ScratchFolder.open();
        var server = new CassandraServer(ServerSettings.in(scratch.path().resolve("my data")))) {
      server.start(LIMIT);
      int large = 16 << 20;
      try (var session = Cql.connect(server.port())) {
        Cql.createKeyspace(session, "kept");
        session.execute("CREATE TABLE kept.facts (id int PRIMARY KEY, payload blob)");
        session.execute(
            "INSERT INTO kept.facts (id, payload) VALUES (1, ?)", ByteBuffer.allocate(large));
      }

      server.kill();
      assertThat(server.process()).isEmpty();
      server.start(LIMIT);

      try (var session = Cql.connect(server.port())) {
        var row = session.execute("SELECT payload FROM kept.facts WHERE id = 1").one();
        assertThat(row).isNotNull();
        assertThat(row.getByteBuffer(0)).extracting(ByteBuffer::remaining).isEqualTo(large);
      }
    }
  }

  @Test
  void aTakenPortIsNamedTogetherWithItsHolder(@TempDir Path folder) throws IOException {
    try (var holder = new ServerSocket()) {
      holder.bind(LoopbackPort.free().address());
      var port = new LoopbackPort(holder.getLocalPort());
      var server = new CassandraServer(ServerSettings.in(folder).withPort(port));

      assertThatThrownBy(server::launch)
          .isInstanceOf(ServerFailedException.class)
          .hasMessageStartingWith("port " + port.number() + ", wanted by Cassandra, is taken by ");
    }
  }

  @Test
  void aServerThatEndsWhileStartingShowsItsLog(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("data"), "no folder");
    try (var server = new CassandraServer(ServerSettings.in(folder))) {
      assertThatThrownBy(() -> server.start(LIMIT))
          .isInstanceOf(ServerFailedException.class)
          .hasMessageStartingWith("Cassandra ended while starting")
          .hasMessageContaining("last lines of " + server.log())
          .hasMessageContaining("data");
    }
  }

  @Test
  void aGatewayJarThatIsNoneShowsTheLog(@TempDir Path folder) throws IOException {
    Path jar = Files.writeString(folder.resolve("not-a.jar"), "no jar");
    var settings = ServerSettings.in(folder.resolve("gateway"));
    var gateway =
        new GatewayServer(settings, jar, LoopbackPort.free(), URI.create("http://127.0.0.1:1"));

    assertThatThrownBy(() -> gateway.start(LIMIT))
        .isInstanceOf(ServerFailedException.class)
        .hasMessageStartingWith(jar + " could not be unpacked")
        .hasMessageContaining("last lines of " + gateway.log())
        .hasMessageContaining("Invalid or corrupt jarfile");
  }
}
