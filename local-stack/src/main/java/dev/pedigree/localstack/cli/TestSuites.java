package dev.pedigree.localstack.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/** Says which test suites a Maven run ran, and which it did not. */
final class TestSuites {
  private final Path root;
  private final Instant since;

  /**
   * @param since when the run began; older reports are of other runs
   */
  TestSuites(Path root, Instant since) {
    this.root = root;
    this.since = since;
  }

  private record Report(String suite, int tests, int failed, int skipped) {}

  void print(PrintStream out) throws IOException {
    out.println("Test suites:");
    var notRun = new ArrayList<String>();
    for (Path module : modules()) {
      var reports = reports(module);
      int tests = reports.values().stream().mapToInt(Report::tests).sum();
      int failed = reports.values().stream().mapToInt(Report::failed).sum();
      int skipped = reports.values().stream().mapToInt(Report::skipped).sum();
      out.printf(
          "  %-24s %3d suites, %4d tests, %d failed, %d skipped%n",
          root.relativize(module), reports.size(), tests, failed, skipped);
      reports.values().stream()
          .filter(report -> report.skipped() > 0)
          .forEach(report -> notRun.add(report.suite() + " (" + report.skipped() + " skipped)"));
      suites(module).stream().filter(suite -> !reports.containsKey(suite)).forEach(notRun::add);
    }
    notRun.forEach(suite -> out.println("  NOT RUN: " + suite));
  }

  private List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.walk(root, 2)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
          .sorted()
          .toList();
    }
  }

  /** The concrete test classes among a module's sources. */
  private static List<String> suites(Path module) throws IOException {
    Path sources = module.resolve("src/test/java");
    var suites = new ArrayList<String>();
    try (Stream<Path> files =
        Files.find(sources, 64, (path, _) -> path.toString().endsWith("Test.java"))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (!Files.readString(file).contains("abstract class ")) {
          String name = sources.relativize(file).toString();
          suites.add(name.substring(0, name.length() - ".java".length()).replace('/', '.'));
        }
      }
    }
    return suites;
  }

  private Map<String, Report> reports(Path module) throws IOException {
    var reports = new TreeMap<String, Report>();
    Path folder = module.resolve("target/surefire-reports");
    if (!Files.isDirectory(folder)) {
      return reports;
    }
    try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
      for (Path file : files) {
        if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
          Report report = parse(file);
          reports.put(report.suite(), report);
        }
      }
    }
    return reports;
  }

  private static Report parse(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
      reader.nextTag();
      return new Report(
          reader.getAttributeValue(null, "name"),
          Integer.parseInt(reader.getAttributeValue(null, "tests")),
          Integer.parseInt(reader.getAttributeValue(null, "failures"))
              + Integer.parseInt(reader.getAttributeValue(null, "errors")),
          Integer.parseInt(reader.getAttributeValue(null, "skipped")));
    } catch (XMLStreamException e) {
      throw new IOException("not a report: " + file, e);
    }
  }
}
