package dev.pedigree.search;

import dev.pedigree.graph.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who we are to Elasticsearch. */
public sealed interface Credentials {
  /** Nobody: for a server that asks for nothing. */
  record None() implements Credentials {}

  /**
   * An API key.
   *
   * @param key as Elasticsearch calls it {@code encoded}: base64 of its id, a colon and itself
   */
  record ApiKey(Secret key) implements Credentials {
    public ApiKey {
      if (!key.reveal().matches("[A-Za-z0-9+/=._-]+")) {
        throw new SearchSettingsException(
            "api-key", "not shown here (expected: `encoded` of the key's making, which is base64)");
      }
    }
  }

  /**
   * A user.
   *
   * @param user without a colon
   */
  record Password(String user, Secret password) implements Credentials {
    public Password {
      if (user.isEmpty() || user.contains(":")) {
        throw new SearchSettingsException("username", user + " (expected: a name without a colon)");
      }
      if (password.isEmpty()) {
        throw new SearchSettingsException(
            "password", "empty (expected: the password of " + user + ")");
      }
    }
  }

  /**
   * What these settings amount to; null and empty are alike.
   *
   * @throws SearchSettingsException if they say less than one way, or two
   */
  static Credentials of(@Nullable Secret apiKey, @Nullable String user, @Nullable Secret password) {
    boolean named = user != null && !user.isEmpty();
    boolean locked = password != null && !password.isEmpty();
    if (apiKey != null && !apiKey.isEmpty()) {
      if (named || locked) {
        throw new SearchSettingsException(
            "api-key", "is set beside username or password (expected: one way, not both)");
      }
      return new ApiKey(apiKey);
    }
    if (!named && !locked) {
      return new None();
    }
    if (user == null || user.isEmpty()) {
      throw new SearchSettingsException("username", "missing (expected: whose password it is)");
    }
    if (password == null || password.isEmpty()) {
      throw new SearchSettingsException(
          "password", "missing (expected: the password of " + user + ")");
    }
    return new Password(user, password);
  }

  /** What is sent in {@code Authorization}. */
  default Optional<Secret> authorization() {
    return switch (this) {
      case None() -> Optional.empty();
      case ApiKey(Secret key) -> Optional.of(new Secret("ApiKey " + key.reveal()));
      case Password(String user, Secret password) -> {
        byte[] both = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        yield Optional.of(new Secret("Basic " + Base64.getEncoder().encodeToString(both)));
      }
    };
  }

  /** The settings that they come from, for messages. */
  default String settings() {
    return switch (this) {
      case None() -> "requests without credentials";
      case ApiKey _ -> "pedigree.elasticsearch.api-key";
      case Password _ -> "pedigree.elasticsearch.username and password";
    };
  }
}
