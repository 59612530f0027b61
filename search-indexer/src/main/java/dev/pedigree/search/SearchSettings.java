package dev.pedigree.search;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Elasticsearch is, how it is spoken to, and which index is ours.
 *
 * @param uri {@code http} or {@code https}; what is in its path comes before every path.
 *     Credentials go over {@code http} to this machine only
 * @param index the alias that is searched: lower-case letters, digits, {@code -} and {@code _}, at
 *     most 200 characters; the index behind it has the layout's number at its end
 * @param timeout how long one answer is waited for
 * @param caCertificate a file with one or several certificates in PEM; a server whose chain ends at
 *     none of them is not spoken to. Null: those that the JVM trusts
 * @param compatibility the version of Elasticsearch whose answers are asked for, 8 or 9: the
 *     server's own or the one before
 */
public record SearchSettings(
    URI uri,
    String index,
    Duration timeout,
    @Nullable Path caCertificate,
    Credentials credentials,
    int compatibility) {
  /** What every Elasticsearch of version 8 or 9 answers to. */
  public static final int COMPATIBILITY = 8;

  /**
   * @throws SearchSettingsException if one is wrong, or does not go with another
   */
  public SearchSettings {
    requireServer(uri);
    if (!index.matches("[a-z][a-z0-9_-]{0,199}")) {
      throw new SearchSettingsException(
          "index", index + " (expected: a lower-case letter, then up to 199 of a-z, 0-9, - and _)");
    }
    if (!timeout.isPositive()) {
      throw new SearchSettingsException("timeout", timeout + " (expected: more than 0)");
    }
    if (compatibility != 8 && compatibility != 9) {
      throw new SearchSettingsException("compatibility", compatibility + " (expected: 8 or 9)");
    }
    boolean open = uri.getScheme().equals("http");
    if (open && caCertificate != null) {
      throw new SearchSettingsException(
          "ca-certificate",
          caCertificate + " beside " + uri + " (expected: an https uri, or no certificate)");
    }
    if (open && !(credentials instanceof Credentials.None) && !loopback(uri.getHost())) {
      throw new SearchSettingsException(
          "uri", uri + " (expected: https, as whoever listens would learn the credentials)");
    }
  }

  /** A server that asks for nothing. */
  public SearchSettings(URI uri, String index, Duration timeout) {
    this(uri, index, timeout, null, new Credentials.None(), COMPATIBILITY);
  }

  private static void requireServer(URI uri) {
    if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
      throw new SearchSettingsException(
          "uri", "not shown here, has a user in it (expected: username and password of their own)");
    }
    boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new SearchSettingsException(
          "uri", uri + " (expected: https://host:port or http://host:port)");
    }
  }

  private static boolean loopback(String host) {
    try {
      return host.equalsIgnoreCase("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      // A name, whatever it leads to today.
      return false;
    }
  }
}
