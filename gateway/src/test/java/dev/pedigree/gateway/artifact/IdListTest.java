package dev.pedigree.gateway.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdListTest {
  @Test
  void isWrittenLikeTexts() {
    List<ArtifactId> ids =
        IntStream.range(0, 1000).mapToObj(i -> new ArtifactId(Digest.of("artifact " + i))).toList();

    assertThat(written(Map.of("ids", new IdList(ids))))
        .isEqualTo(
            Gateway.JSON.writeValueAsString(
                Map.of("ids", ids.stream().map(ArtifactId::toString).toList())));
  }

  @Test
  void isWrittenWithEveryDigit() {
    Digest digest = new Digest(0x0123456789abcdefL, -1, Long.MIN_VALUE, 0xfedcba9876543210L);

    assertThat(written(new IdList(List.of(new ArtifactId(digest)))))
        .isEqualTo("[\"sha256:0123456789abcdefffffffffffffffff8000000000000000fedcba9876543210\"]");
  }

  private static String written(Object value) {
    return new String(Gateway.JSON.writeValueAsBytes(value), StandardCharsets.UTF_8);
  }
}
