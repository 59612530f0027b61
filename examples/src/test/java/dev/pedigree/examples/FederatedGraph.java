package dev.pedigree.examples;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.junit.NpmPackages;
import dev.pedigree.localstack.junit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of {@code examples/federation} in the build's folder, with its packages. */
final class FederatedGraph {
  static final Path FOLDER = Checkout.find().root().resolve("examples/target/federation");

  private static final Path SOURCE = Checkout.find().root().resolve("examples/federation");
  private static final Program PROGRAM =
      new Program(FOLDER, Map.of("NO_COLOR", "1"), Duration.ofMinutes(5));

  private FederatedGraph() {}

  /** Copies it as it is now; packages are fetched again only if other ones are wanted. */
  static void install() throws IOException {
    Files.createDirectories(FOLDER);
    try (Stream<Path> files = Files.list(SOURCE)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    new NpmPackages(PROGRAM).install();
  }

  /** Runs one of its scripts to the end. */
  static Program.Result run(String script, String... arguments) {
    return PROGRAM.run(
        Stream.concat(Stream.of("node", script), Stream.of(arguments)).toArray(String[]::new));
  }
}
