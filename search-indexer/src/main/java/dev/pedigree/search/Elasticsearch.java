package dev.pedigree.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.watch.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * A connection to Elasticsearch that tells a store that does not answer now from a call that is
 * wrong. Connects when first used; safe for many threads.
 */
final class Elasticsearch implements AutoCloseable {
  /** Writes documents; what is null is left out. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final SearchSettings settings;
  private final RestClientTransport transport;
  private final ElasticsearchClient client;

  /**
   * @throws SearchSettingsException if the certificates cannot be read
   */
  Elasticsearch(SearchSettings settings, Watch watch) {
    this.settings = settings;
    this.transport =
        new RestClientTransport(
            rest(settings), new Jackson3JsonpMapper(JSON), null, new CallWatch(watch));
    this.client = new ElasticsearchClient(transport);
  }

  private static RestClient rest(SearchSettings settings) {
    URI uri = settings.uri();
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme()));
    if (!uri.getPath().replace("/", "").isEmpty()) {
      builder.setPathPrefix(uri.getPath());
    }
    settings
        .credentials()
        .authorization()
        .map(it -> new BasicHeader(HttpHeaders.AUTHORIZATION, it.reveal()))
        .ifPresent(header -> builder.setDefaultHeaders(new Header[] {header}));
    builder.setRequestConfigCallback(
        config ->
            config
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setSocketTimeout((int) settings.timeout().toMillis())
                // The credentials would go along, wherever that is.
                .setRedirectsEnabled(false));
    Path ca = settings.caCertificate();
    SSLContext trusted = ca == null ? null : TrustedCertificates.read(ca).context();
    return builder
        .setHttpClientConfigCallback(
            http ->
                (trusted == null ? http : http.setSSLContext(trusted))
                    .addInterceptorLast(compatible(settings.compatibility())))
        .build();
  }

  /** The client has its own version in its headers, and no setting for it. */
  private static HttpRequestInterceptor compatible(int version) {
    String type = "application/vnd.elasticsearch+json; compatible-with=" + version;
    return (request, _) -> {
      request.setHeader(HttpHeaders.ACCEPT, type);
      if (request.containsHeader(HttpHeaders.CONTENT_TYPE)) {
        request.setHeader(HttpHeaders.CONTENT_TYPE, type);
      }
    };
  }

  /** Something asked of the client. */
  interface Call<T> {
    T on(ElasticsearchClient client) throws IOException;
  }

  /**
   * The answer of {@code call}.
   *
   * @throws UnavailableException if there is none now
   * @throws RefusedCallException if it is refused as wrong
   */
  <T> T ask(Call<T> call) {
    try {
      return call.on(client);
    } catch (ElasticsearchException e) {
      throw refused(Refusal.of(e), e);
    } catch (ResponseException e) {
      // The client lets some refusals through as they come from the layer below.
      throw refused(Refusal.of(e.getResponse()), e);
    } catch (SSLException e) {
      throw new UnavailableException(where() + " cannot be spoken to over TLS: " + firstLine(e), e);
    } catch (TransportException e) {
      throw e.statusCode() == Refusal.UNAUTHORIZED
          ? refused(new Refusal(Refusal.UNAUTHORIZED, "", ""), e)
          : unanswered(e);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  /** The lines after it are the client's advice. */
  private static String firstLine(SSLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private String where() {
    return "Elasticsearch at " + settings.uri();
  }

  private UnavailableException unanswered(IOException e) {
    return new UnavailableException(where() + " does not answer: " + e.getMessage(), e);
  }

  private RuntimeException refused(Refusal refusal, Exception cause) {
    if (refusal.status() == Refusal.UNAUTHORIZED) {
      // Without its reason and its cause, which might repeat what was sent.
      return new UnavailableException(
          where() + " refuses " + settings.credentials().settings() + " (401)");
    }
    if (refusal.isOfCompatibility()) {
      return new UnavailableException(
          where()
              + " refuses pedigree.elasticsearch.compatibility "
              + settings.compatibility()
              + " (expected: its own version or the one before): "
              + refusal.reason(),
          cause);
    }
    if (refusal.status() == Refusal.NOT_FOUND) {
      return new GoneException("Elasticsearch: " + refusal.reason(), cause);
    }
    return refusal.isOutage()
        ? new UnavailableException("Elasticsearch: " + refusal.reason(), cause)
        : new RefusedCallException(refusal.status(), refusal.type(), refusal.reason(), cause);
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
