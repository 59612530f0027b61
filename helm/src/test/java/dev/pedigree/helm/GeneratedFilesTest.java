package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files of the chart that follow from others. */
class GeneratedFilesTest {
  private static final String BEGIN = "<!-- values -->\n";
  private static final String END = "<!-- end of values -->\n";

  @Test
  void theSchemaIsWhatTheValuesSay() throws IOException {
    Golden.check(
        PedigreeChart.FOLDER.resolve("values.schema.json"),
        ValuesSchema.of(ValueDescription.ofChart()));
  }

  @Test
  void theReadmeListsAllValues() throws IOException {
    Path readme = PedigreeChart.FOLDER.resolve("README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN) + BEGIN.length();

    Golden.check(
        readme,
        text.substring(0, begin)
            + ValuesPage.of(ValueDescription.ofChart())
            + text.substring(text.indexOf(END)));
  }

  /** Helm packs what is in the chart's folder, so it has copies. */
  @Test
  void rulesAndDashboardAreThoseOfTheProject() throws IOException {
    Path project = Path.of("../observability");
    Path chart = PedigreeChart.FOLDER.resolve("files");
    try (var files = Files.list(project)) {
      for (Path file : files.toList()) {
        Golden.check(chart.resolve(file.getFileName()), Files.readString(file));
      }
    }
  }

  @Test
  void theChartHasTheVersionOfTheProject() throws IOException {
    String version =
        Files.readString(Path.of("../pom.xml"))
            .lines()
            .filter(it -> it.contains("<version>"))
            .findFirst()
            .orElseThrow()
            .replaceAll("<[^>]+>", "")
            .strip();

    assertThat(Files.readString(PedigreeChart.FOLDER.resolve("Chart.yaml")))
        .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
  }
}
