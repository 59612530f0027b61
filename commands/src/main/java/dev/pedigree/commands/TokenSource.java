package dev.pedigree.commands;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells who asks. */
@FunctionalInterface
public interface TokenSource {
  /**
   * A token that is valid now; empty: nobody says who asks.
   *
   * @throws IOException if whoever issues it does not answer: asking again may help
   * @throws CommandFailedException if none is issued
   */
  Optional<String> token() throws IOException;

  /** The variables of {@link #of}. */
  List<String> VARIABLES =
      List.of(
          "PEDIGREE_TOKEN",
          "PEDIGREE_TOKEN_URI",
          "PEDIGREE_CLIENT_ID",
          "PEDIGREE_CLIENT_SECRET",
          "PEDIGREE_TOKEN_SCOPE");

  /**
   * The token {@code PEDIGREE_TOKEN}; or one that {@code PEDIGREE_TOKEN_URI} issues for {@code
   * PEDIGREE_CLIENT_ID} and {@code PEDIGREE_CLIENT_SECRET}, for the scopes {@code
   * PEDIGREE_TOKEN_SCOPE} if that is set.
   */
  static TokenSource of(Map<String, String> environment) {
    String issuer = environment.getOrDefault("PEDIGREE_TOKEN_URI", "").strip();
    if (!issuer.isEmpty()) {
      return new ClientCredentials(
          URI.create(issuer),
          environment.getOrDefault("PEDIGREE_CLIENT_ID", ""),
          environment.getOrDefault("PEDIGREE_CLIENT_SECRET", ""),
          environment.getOrDefault("PEDIGREE_TOKEN_SCOPE", "").strip());
    }
    String token = environment.getOrDefault("PEDIGREE_TOKEN", "").strip();
    return () -> token.isEmpty() ? Optional.empty() : Optional.of(token);
  }
}
