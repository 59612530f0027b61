package dev.pedigree.helm;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart, as Helm itself sees it. */
final class PedigreeChart {
  static final Path FOLDER = Path.of("pedigree");
  static final String RELEASE = "prod";
  static final String NAMESPACE = "lineage";

  private static final String OLDEST_KUBERNETES = "v1.30.0";
  private static final String HOOK = "helm.sh/hook";
  private static final String NO_HOOK = "no.hook/hook";
  private static final Map<Scenario, Rendered> RENDERED = new ConcurrentHashMap<>();
  private static final Path WITHOUT_HOOKS = withoutHooks();

  private PedigreeChart() {}

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /**
   * What an installation would make, hooks among it; no cluster is asked.
   *
   * @throws IllegalStateException if Helm refuses the values
   */
  static Rendered render(Scenario scenario) {
    return RENDERED.computeIfAbsent(scenario, it -> render(it.valuesFiles(), Map.of()));
  }

  /** Likewise, with single values over those of the files. */
  static Rendered render(List<Path> valuesFiles, Map<String, Object> values) {
    TemplateCommand template =
        new Helm(WITHOUT_HOOKS)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(OLDEST_KUBERNETES);
    valuesFiles.forEach(template::withValuesFile);
    values.forEach(template::set);
    return Rendered.of(template.call().replace(NO_HOOK, HOOK));
  }

  /** What whoever installs it is told. */
  static String notes(Scenario scenario) {
    InstallCommand install =
        new Helm(FOLDER)
            .install()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(OLDEST_KUBERNETES)
            .dryRun()
            .withDryRunOption(DryRun.CLIENT)
            .clientOnly();
    scenario.valuesFiles().forEach(install::withValuesFile);
    String report = install.call().getOutput();
    String heading = "NOTES:\n";
    return report.substring(report.indexOf(heading) + heading.length()).strip();
  }

  /** Helm keeps hooks to itself: a copy of the chart in which they are objects like others. */
  private static Path withoutHooks() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      Path copy = Files.createTempDirectory(Path.of("target"), "chart-without-hooks");
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(to.toAbsolutePath().getParent());
        Files.writeString(to, Files.readString(file).replace(HOOK, NO_HOOK));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
