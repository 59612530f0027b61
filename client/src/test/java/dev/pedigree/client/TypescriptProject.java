package dev.pedigree.client;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.junit.NpmPackages;
import dev.pedigree.localstack.junit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of {@code client/typescript} in the build's folder, with its packages, and with programs
 * that only tests run.
 */
final class TypescriptProject {
  private static final Path ROOT = Checkout.find().root();
  private static final Path SOURCE = ROOT.resolve("client/typescript");
  private static final Path TESTS = ROOT.resolve("client/src/test/typescript");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "tsconfig.json", "codegen.ts");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path folder = ROOT.resolve("client/target/typescript");
  private final Program program =
      new Program(
          folder,
          Map.of(
              "PEDIGREE_SCHEMA", ROOT.resolve("schema/api.graphqls").toString(), "NO_COLOR", "1"),
          LIMIT);
  private final NpmPackages packages = new NpmPackages(program);

  /** Copies it as it is now; packages are fetched again only if other ones are wanted. */
  static TypescriptProject make() throws IOException {
    var project = new TypescriptProject();
    project.copy();
    project.packages.install();
    return project;
  }

  private void copy() throws IOException {
    Files.createDirectories(source());
    try (Stream<Path> before = Files.list(source())) {
      for (Path file : (Iterable<Path>) before.filter(Files::isRegularFile)::iterator) {
        Files.delete(file);
      }
    }
    for (String file : FILES) {
      copy(SOURCE.resolve(file), folder.resolve(file));
    }
    copySources(SOURCE.resolve("src"));
    copySources(TESTS);
  }

  private void copySources(Path from) throws IOException {
    try (Stream<Path> sources = Files.list(from)) {
      for (Path file : (Iterable<Path>) sources.filter(Files::isRegularFile)::iterator) {
        copy(file, source().resolve(file.getFileName()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path source() {
    return folder.resolve("src");
  }

  /** Adds a source file. */
  void write(String file, String text) throws IOException {
    Files.writeString(source().resolve(file), text);
  }

  /** Takes a source file away. */
  void delete(String file) throws IOException {
    Files.delete(source().resolve(file));
  }

  /** Generates types from the schema and the documents. */
  Program.Result generate() {
    return program.run(packages.program("graphql-codegen"));
  }

  /** Compiles, with nothing to show for it. */
  Program.Result check() {
    return program.run(packages.program("tsc"), "--noEmit");
  }

  /** Compiles into {@code dist}. */
  Program.Result compile() {
    return program.run(packages.program("tsc"));
  }

  /** Runs what was compiled. */
  Program.Result run(String script, String... arguments) {
    return program.run(
        Stream.concat(Stream.of("node", "dist/" + script), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
