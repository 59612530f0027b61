package dev.pedigree.operations.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.localstack.shared.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The images as containers: unprivileged, on folders that cannot be written, in little memory. */
@WithLocalStack(elasticsearch = true)
@WithImages
class ImageTest {
  /** With this a JVM that cannot use its cache does not start. */
  private static final String CACHE_NEEDED = " -XX:AOTMode=on";

  private static final int MEBIBYTES = 1_024;
  private static final Pattern HEAP =
      Pattern.compile("jvm_memory_max_bytes\\{area=\"heap\",id=\"[^\"]*\"} (\\S+)");

  private final Endpoints endpoints;
  private final Images images;
  private final String keyspace = "img_" + UUID.randomUUID().toString().replace("-", "");
  private final ScratchFolder folder = ScratchFolder.open();

  ImageTest(Endpoints endpoints, Images images) {
    this.endpoints = endpoints;
    this.images = images;
  }

  @AfterEach
  void close() {
    folder.close();
  }

  private Map<String, String> environment(Image image) {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "JAVA_TOOL_OPTIONS", image.environment().get("JAVA_TOOL_OPTIONS") + CACHE_NEEDED);
    environment.put(
        "PEDIGREE_CASSANDRA_CONTACTPOINTS",
        endpoints.cassandraHost() + ":" + endpoints.cassandraPort());
    environment.put("PEDIGREE_CASSANDRA_KEYSPACE", keyspace);
    environment.put("PEDIGREE_ELASTICSEARCH_URI", endpoints.elasticsearchUri().toString());
    return environment;
  }

  @Test
  void gatewayRunsAsTheDockerfileSays() throws Exception {
    Image image = images.gateway();
    Path volume = Container.volume(folder.path(), image);
    LoopbackPort port = LoopbackPort.free();
    Map<String, String> environment = environment(image);
    environment.put("SERVER_ADDRESS", LoopbackPort.HOST);
    environment.put("SERVER_PORT", Integer.toString(port.number()));
    environment.put("PEDIGREE_HTTP_DRAIN", "0s");
    environment.put("PEDIGREE_TOPOLOGY_SNAPSHOTS", volume.toString());
    try (Container container = new Container(image, folder.path(), environment, port, MEBIBYTES)) {
      container.start();
      container.awaitReady();

      assertThat(container.health()).isZero();
      assertHeap(container);
      assertThat(container.run("backup", volume.resolve("backup").toString()))
          .contains("Backed up to revision 1, hash sha256:");
      assertThat(volume.resolve("backup/MANIFEST")).exists();
      assertThat(container.log()).content().doesNotContain("ERROR", "[warning]");
      assertThat(container.stop()).isEqualTo(128 + 15);
      assertThat(container.health()).isNotZero();
    }
  }

  @Test
  void indexerRunsAsTheDockerfileSays() throws Exception {
    Image image = images.indexer();
    LoopbackPort port = LoopbackPort.free();
    Map<String, String> environment = environment(image);
    environment.put("PEDIGREE_INDEXER_HOST", LoopbackPort.HOST);
    environment.put("PEDIGREE_INDEXER_PORT", Integer.toString(port.number()));
    try (Container container = new Container(image, folder.path(), environment, port, MEBIBYTES)) {
      container.start();
      container.awaitReady();

      assertThat(container.health()).isZero();
      assertHeap(container);
      assertThat(container.log()).content().doesNotContain("ERROR", "[warning]");
      assertThat(container.stop()).isEqualTo(128 + 15);
    }
  }

  private static void assertHeap(Container container) throws IOException {
    Matcher pools = HEAP.matcher(container.get("/actuator/prometheus").body());
    double largest = 0;
    while (pools.find()) {
      largest = Math.max(largest, Double.parseDouble(pools.group(1)));
    }

    assertThat(largest / (1 << 20)).isBetween(MEBIBYTES * 0.25, MEBIBYTES * 0.51);
  }
}
