package dev.pedigree.graph.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Ids that any client computes alike. The hex digits were computed with another tool (sha256sum).
 */
class IdentityTest {
  @Test
  void namesAThingWithoutContentByItsCanonicalIdentity() throws Exception {
    String canonical =
        "{\"kind\":\"DEPLOYMENT\",\"name\":\"chat\",\"namespace\":\"default\",\"version\":\"2026-10-01\"}";

    assertThat(
            ArtifactId.ofIdentity("DEPLOYMENT", new ArtifactName("default", "chat", "2026-10-01")))
        .hasToString("sha256:" + sha256(canonical))
        .hasToString("sha256:6559f945bf5aa1a93ba15c98945d40ce37aad8ac4a48246f5313bf57e24ded64");
  }

  @Test
  void leavesTheVersionOutWhereThereIsNone() throws Exception {
    String canonical = "{\"kind\":\"MODEL\",\"name\":\"closed \\\"x\\\"\",\"namespace\":\"é\"}";

    assertThat(ArtifactId.ofIdentity("MODEL", new ArtifactName("é", "closed \"x\"", null)))
        .hasToString("sha256:" + sha256(canonical));
  }

  @Test
  void namesAnEdgeByTypeChildAndParent() throws Exception {
    ArtifactId child = ArtifactId.parse("sha256:" + "1".repeat(64)).orElseThrow();
    ArtifactId parent = ArtifactId.parse("sha256:" + "2".repeat(64)).orElseThrow();
    String canonical =
        "{\"child\":\"" + child + "\",\"parent\":\"" + parent + "\",\"type\":\"TRAINED_ON\"}";

    assertThat(EdgeId.of("TRAINED_ON", child, parent)).hasToString("sha256:" + sha256(canonical));
  }

  @Test
  void parsesOnlyLowerCaseHexOfTheRightLength() {
    String hex = "0123456789abcdef".repeat(4);

    assertThat(Digest.parse("sha256:" + hex))
        .hasValueSatisfying(d -> assertThat(d.hex()).isEqualTo(hex));
    assertThat(Digest.parse("sha256:" + hex.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(Digest.parse("sha256:" + hex.substring(1))).isEmpty();
    assertThat(Digest.parse("sha256:" + hex + "0")).isEmpty();
    assertThat(Digest.parse("md5:" + hex)).isEmpty();
    assertThat(Digest.parse(hex)).isEmpty();
    assertThat(Digest.parse("sha256:" + "g".repeat(64))).isEmpty();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
