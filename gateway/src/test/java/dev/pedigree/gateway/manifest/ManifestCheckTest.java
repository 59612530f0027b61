package dev.pedigree.gateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestCheckTest {
  private static final Map<String, Object> FAILED =
      Map.of("name", "pii", "version", 1, "outcome", "FAILED");
  private static final Map<String, Object> PASSED =
      Map.of("name", "pii", "version", 1, "outcome", "PASSED");

  @Test
  void findsWhatAFileSaysTwiceOfOneThing() {
    Map<String, Object> truth = Map.of("revision", 7, "checks", List.of(FAILED));
    Map<String, Object> file = Map.of("revision", 7, "checks", List.of(PASSED, FAILED));

    assertThat(wrong(file, truth)).containsExactly("checks[pii 1]");
    assertThat(wrong(truth, truth)).isEmpty();
  }

  @Test
  void findsAMemberThatIsCalledLikeAnAttribute() {
    Map<String, Object> truth = Map.of("revision", 7, "attributes", Map.of("license", "MIT"));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("revision", 7);
    file.put("attributes", Map.of("license", "none"));
    file.put("attributes.license", "MIT");

    assertThat(wrong(file, truth)).containsExactly("attributes.license");
  }

  @Test
  void findsARevisionThatTheArtifactNeverHad() {
    Map<String, Object> truth = Map.of("revision", 7);

    assertThat(wrong(Map.of("revision", 1_000), truth)).containsExactly("revision");
    assertThat(wrong(Map.of("revision", 1_000), Map.of())).containsExactly("revision");
  }

  private static List<String> wrong(Map<String, Object> file, Map<String, Object> truth) {
    return ManifestCheck.compare(file, truth, truth).stream()
        .filter(line -> line.status() == ManifestCheck.Status.WRONG)
        .map(ManifestCheck.Line::place)
        .toList();
  }
}
