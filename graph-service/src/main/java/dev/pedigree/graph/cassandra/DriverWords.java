package dev.pedigree.graph.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What a failure of Cassandra's driver is to people who have no driver. */
public final class DriverWords {
  private DriverWords() {}

  /** In one short line. */
  public static String of(Throwable failure) {
    return switch (failure) {
      case DriverTimeoutException _ -> "no answer in time";
      case AllNodesFailedException all -> refusal(all).orElse("no node can be reached");
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** A node that was reached and would not speak to us says more than those that were not. */
  private static Optional<String> refusal(AllNodesFailedException all) {
    return all.getAllErrors().values().stream()
        .flatMap(errors -> errors.stream().flatMap(DriverWords::causes))
        .map(DriverWords::refusal)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static Optional<String> refusal(Throwable cause) {
    return switch (cause) {
      case AuthenticationException e ->
          Optional.of("pedigree.cassandra.username and password are refused: " + e.getMessage());
      case SSLException e -> Optional.of("no TLS with it: " + e.getMessage());
      case CassandraSettingsException e -> Optional.ofNullable(e.getMessage());
      default -> Optional.empty();
    };
  }
}
