package dev.pedigree.graph.cassandra;

import dev.pedigree.graph.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to Cassandra, and whom we take for it.
 *
 * @param login null: Cassandra asks for nobody
 * @param tls null: connections are not encrypted
 */
public record CassandraAccess(@Nullable Login login, @Nullable Tls tls) {
  /** For a Cassandra that lets everybody in. */
  public static final CassandraAccess OPEN = new CassandraAccess(null, null);

  /** A role and its password. */
  public record Login(String username, Secret password) {
    /**
     * What these settings amount to; null and empty are alike.
     *
     * @return null: neither is given
     * @throws CassandraSettingsException if only one of them is
     */
    public static @Nullable Login of(@Nullable String username, @Nullable Secret password) {
      boolean named = username != null && !username.isEmpty();
      boolean locked = password != null && !password.isEmpty();
      if (username == null || !named) {
        if (locked) {
          throw new CassandraSettingsException(
              "username", "missing (expected: whose password it is)");
        }
        return null;
      }
      if (password == null || !locked) {
        throw new CassandraSettingsException(
            "password", "missing (expected: the password of " + username + ")");
      }
      return new Login(username, password);
    }
  }

  /**
   * The same in the words of the driver's configuration: what JanusGraph's own session is made with
   * as well.
   */
  public String configuration() {
    List<String> lines = new ArrayList<>();
    if (login != null) {
      lines.add("auth-provider.class = PlainTextAuthProvider");
      lines.add("auth-provider.username = " + quoted(login.username()));
      lines.add("auth-provider.password = " + quoted(login.password().reveal()));
    }
    if (tls != null) {
      lines.add("ssl-engine-factory.class = " + quoted(PemSslEngineFactory.class.getName()));
      tls.options().forEach((option, value) -> lines.add(option.below() + " = " + quoted(value)));
    }
    return lines.stream()
        .map(line -> "datastax-java-driver.advanced." + line + "\n")
        .collect(Collectors.joining());
  }

  /** With nothing in it that means something to whoever hands it on, such as commas and quotes. */
  private static String quoted(String text) {
    return text.chars()
        .mapToObj(c -> isPlain((char) c) ? String.valueOf((char) c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static boolean isPlain(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "/-_.".indexOf(c) >= 0);
  }
}
