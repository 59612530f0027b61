package dev.pedigree.gateway.record;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks to promote, and for all that the answer can tell. */
final class Promotion {
  private static final String PROMOTE =
      """
      mutation ($input: PromoteInput!) {
        promote(input: $input) {
          __typename
          ... on Promoted {
            revision changed
            artifact { id stage }
            verdict { artifact { id } stage allowed revision at by }
          }
        }
      }
      """;

  private Promotion() {}

  static Answer ask(Gateway gateway, Map<String, ?> input, @Nullable String caller) {
    return gateway.ask(PROMOTE, Map.of("input", input), caller);
  }
}
