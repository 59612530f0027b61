package dev.pedigree.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoDataTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FICTIONAL = "example-org";

  private final List<JsonNode> artifacts = all("artifact");

  private static List<JsonNode> all(String member) {
    return DemoData.lines().stream()
        .map(JSON::readTree)
        .filter(line -> line.has(member))
        .map(line -> line.get(member))
        .toList();
  }

  @Test
  void everyLineIsOneRecord() {
    assertThat(DemoData.lines())
        .allSatisfy(
            line -> {
              assertThat(line).doesNotContain("\n");
              assertThat(JSON.readTree(line).propertyNames())
                  .singleElement()
                  .isIn("artifact", "edge", "check", "stage");
            });
    assertThat(artifacts).hasSizeGreaterThan(80);
  }

  @Test
  void namesAreUniqueAndParentsPrecedeTheirChildren() {
    Set<String> known = new HashSet<>();
    for (JsonNode artifact : artifacts) {
      for (JsonNode parent : artifact.path("parents")) {
        assertThat(known).as("parents of %s", name(artifact)).contains(name(parent.get("name")));
      }
      assertThat(known.add(name(artifact))).as(name(artifact)).isTrue();
    }
  }

  @Test
  void onlyTextThatIsHereHasADigest() {
    assertThat(artifacts)
        .filteredOn(artifact -> artifact.has("digest"))
        .isNotEmpty()
        .allSatisfy(
            artifact ->
                assertThat(artifact.get("digest").asString())
                    .isEqualTo(digest(artifact.at("/attributes/template").asString())));
    assertThat(artifacts)
        .filteredOn(artifact -> artifact.path("unhashed").asString("").equals("OTHER"))
        .allMatch(
            artifact ->
                artifact.get("description").asString().endsWith("Known by name, not by digest."));
  }

  @Test
  void whatIsFictionalSaysSo() {
    assertThat(artifacts)
        .filteredOn(artifact -> artifact.get("namespace").asString().equals(FICTIONAL))
        .isNotEmpty()
        .allSatisfy(
            artifact -> {
              assertThat(artifact.get("description").asString()).startsWith("Fictional: ");
              assertThat(artifact.get("labels").toString())
                  .contains("{\"key\":\"fictional\",\"value\":\"true\"}");
            });
  }

  @Test
  void stagesAndLaterChecksSayThatTheyAreFictional() {
    assertThat(all("stage"))
        .isNotEmpty()
        .allMatch(stage -> stage.get("reason").asString().startsWith("fictional: "))
        .extracting(stage -> stage.get("artifact").asString())
        .doesNotHaveDuplicates();
    assertThat(all("check"))
        .isNotEmpty()
        .allMatch(check -> check.get("evidence").asString().startsWith("fictional: "));
  }

  @Test
  void tenArtifactsAndMoreWereCheckedAndSomeFailed() {
    List<JsonNode> checked = artifacts.stream().filter(artifact -> artifact.has("checks")).toList();

    assertThat(checked).hasSizeGreaterThanOrEqualTo(10);
    assertThat(checked)
        .flatExtracting(artifact -> artifact.get("checks").values())
        .extracting(check -> check.get("name").asString())
        .contains("pii-filter", "licence-review", "poisoning-scan", "safety-eval");
    assertThat(all("check")).extracting(it -> it.get("outcome").asString()).contains("FAILED");
  }

  @Test
  void nothingPublicDescendsFromWhatIsFictional() {
    assertThat(artifacts)
        .filteredOn(artifact -> !artifact.get("namespace").asString().equals(FICTIONAL))
        .flatExtracting(artifact -> artifact.path("parents").values())
        .extracting(parent -> parent.at("/name/namespace").asString())
        .isNotEmpty()
        .doesNotContain(FICTIONAL);
  }

  private static String name(JsonNode named) {
    return named.get("namespace").asString()
        + "/"
        + named.get("name").asString()
        + "@"
        + named.path("version").asString("");
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
