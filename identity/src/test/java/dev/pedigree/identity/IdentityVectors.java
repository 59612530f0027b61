package dev.pedigree.identity;

import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples that the clients of all languages are tested with. */
final class IdentityVectors {
  private static final Path FILE =
      Path.of(System.getProperty("pedigree.root", ".."), "docs/identity-vectors.json");

  private IdentityVectors() {}

  /** All examples of one recipe. */
  static Stream<JsonNode> of(String recipe) {
    return new JsonMapper().readTree(FILE.toFile()).required(recipe).valueStream();
  }
}
