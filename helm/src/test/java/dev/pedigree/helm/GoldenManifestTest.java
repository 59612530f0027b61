package dev.pedigree.helm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two installations, word for word: whoever changes the chart sees what that changes. Without the
 * dashboard, which is a file of its own.
 */
class GoldenManifestTest {
  static List<Scenario> scenarios() {
    return List.of(Scenario.MINIMUM, Scenario.PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void isAsItWas(Scenario scenario) throws IOException {
    Path folder = Path.of("src/test/resources/golden");
    Rendered rendered =
        PedigreeChart.render(scenario.valuesFiles(), Map.of("monitoring.dashboard.enabled", false));

    Golden.check(folder.resolve(scenario.name() + ".yaml"), rendered.manifest());
    Golden.check(folder.resolve(scenario.name() + ".txt"), PedigreeChart.notes(scenario) + "\n");
  }
}
