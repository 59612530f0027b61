package dev.pedigree.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The project's folder on this machine, and what its build leaves there for the servers.
 *
 * @param root absolute
 */
public record Checkout(Path root) {
  private static final String ROOT_PROPERTY = "pedigree.root";

  /** Makes the path absolute. */
  public Checkout {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Finds the checkout: the system property {@code pedigree.root}, or else the nearest folder at or
   * above the working directory that looks like one.
   *
   * @throws IllegalStateException if there is none
   */
  public static Checkout find() {
    String stated = System.getProperty(ROOT_PROPERTY);
    if (stated != null) {
      return new Checkout(Path.of(stated));
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("local-stack/cassandra/pom.xml"))) {
        return new Checkout(at);
      }
    }
    throw new IllegalStateException(
        "no checkout at or above " + start + " (expected: one, or -D" + ROOT_PROPERTY + "=FOLDER)");
  }

  Path cassandraClasses() {
    return built(root.resolve("local-stack/cassandra/target/classes"));
  }

  Path cassandraLibraries() {
    return built(root.resolve("local-stack/cassandra/target/lib"));
  }

  Path elasticsearch() {
    Path parent = built(root.resolve("local-stack/target/elasticsearch"));
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> child.getFileName().toString().startsWith("elasticsearch-"))
          .max(Path::compareTo)
          .orElseThrow(() -> new IllegalStateException(notBuilt(parent)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The gateway's executable jar; it may not have been built yet. */
  public Path gatewayJar() {
    return root.resolve("gateway/target/pedigree-gateway.jar");
  }

  private static Path built(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(notBuilt(folder));
    }
    return folder;
  }

  private static String notBuilt(Path folder) {
    return folder + " is missing (expected: built by `mvn -pl local-stack -am package`)";
  }
}
