package dev.pedigree.localstack.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * What a {@code package-lock.json} names, fetched by npm.
 *
 * @param program runs in the folder that has the lock
 */
public record NpmPackages(Program program) {
  private static final String LOCK = "package-lock.json";
  private static final List<String> OFFLINE =
      List.of("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH");

  /** Whether there is what fetches and runs them. */
  public static boolean canBeInstalled() {
    return Program.areInstalled("node", "npm");
  }

  /**
   * Fetches them, unless they are those of the last time. Where no registry can be reached, the
   * test is reported as not run.
   *
   * @throws IllegalStateException if npm fails otherwise
   */
  public void install() throws IOException {
    Path wanted = program.folder().resolve(LOCK);
    Path installed = program.folder().resolve("node_modules/installed-for.json");
    if (Files.exists(installed) && Files.mismatch(installed, wanted) < 0) {
      return;
    }
    Program.Result result =
        program.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    if (result.code() != 0) {
      Assumptions.assumeFalse(
          OFFLINE.stream().anyMatch(result.output()::contains),
          () -> "npm reaches no registry: " + result.output());
      throw new IllegalStateException("npm ci failed: " + result.output());
    }
    Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The path of a program that comes with them. */
  public String program(String name) {
    return program.folder().resolve("node_modules/.bin").resolve(name).toString();
  }
}
