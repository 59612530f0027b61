package dev.pedigree.search.process;

import dev.pedigree.graph.secret.Secret;
import dev.pedigree.search.Credentials;
import dev.pedigree.search.SearchSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Elasticsearch is, and how it is spoken to. Null and empty are alike.
 *
 * @param uri null: there is no search
 * @param indexPrefix comes before {@code index}, given or not
 * @param index the alias of our index; null: the keyspace's name and {@code -artifacts}
 * @param timeout how long one answer is waited for
 * @param caCertificate the file with the certificates that the server's must come from; null: those
 *     that the JVM trusts
 * @param apiKey in the form that Elasticsearch calls {@code encoded}
 * @param username with {@code password}, instead of {@code apiKey}
 * @param compatibility the version of Elasticsearch that is spoken, 8 or 9
 */
public record ElasticsearchProperties(
    @Nullable URI uri,
    @DefaultValue("") String indexPrefix,
    @Nullable String index,
    @DefaultValue("10s") Duration timeout,
    @Nullable Path caCertificate,
    @Nullable Secret apiKey,
    @Nullable String username,
    @Nullable Secret password,
    @DefaultValue("8") int compatibility) {
  /**
   * The same, checked; empty: there is no search.
   *
   * @param keyspace of the journal
   * @throws dev.pedigree.search.SearchSettingsException if something in it cannot be right
   */
  public Optional<SearchSettings> settings(String keyspace) {
    return uri == null || uri.toString().isEmpty()
        ? Optional.empty()
        : Optional.of(settings(uri, keyspace));
  }

  private SearchSettings settings(URI at, String keyspace) {
    String own = index == null || index.isEmpty() ? keyspace + "-artifacts" : index;
    boolean ownCa = caCertificate != null && !caCertificate.toString().isEmpty();
    return new SearchSettings(
        at,
        indexPrefix + own,
        timeout,
        ownCa ? caCertificate : null,
        Credentials.of(apiKey, username, password),
        compatibility);
  }
}
