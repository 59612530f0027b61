package dev.pedigree.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
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

  /** Refused, but not because of what was asked. */
  private static final int FORBIDDEN = 403;

  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;

  private final SearchSettings settings;
  private final RestClientTransport transport;
  private final ElasticsearchClient client;

  Elasticsearch(SearchSettings settings) {
    this.settings = settings;
    RestClient rest =
        RestClient.builder(HttpHost.create(settings.uri().toString()))
            .setRequestConfigCallback(
                config ->
                    config
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setSocketTimeout((int) settings.timeout().toMillis()))
            .build();
    this.transport = new RestClientTransport(rest, new Jackson3JsonpMapper(JSON));
    this.client = new ElasticsearchClient(transport);
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
      ErrorCause all = e.error();
      // That all shards failed says less than why the first one did.
      ErrorCause error = all.rootCause().isEmpty() ? all : all.rootCause().getFirst();
      throw refused(e.status(), String.valueOf(error.type()), String.valueOf(error.reason()), e);
    } catch (ResponseException e) {
      // The client lets some refusals through as they come from the layer below.
      throw refused(e);
    } catch (IOException e) {
      throw new UnavailableException(
          "Elasticsearch at " + settings.uri() + " does not answer: " + e.getMessage(), e);
    }
  }

  private static RuntimeException refused(ResponseException e) {
    int status = e.getResponse().getStatusLine().getStatusCode();
    try {
      JsonNode error =
          JSON.readTree(EntityUtils.toString(e.getResponse().getEntity())).path("error");
      return refused(status, error.path("type").asString(""), error.path("reason").asString(""), e);
    } catch (IOException | JacksonException unreadable) {
      return refused(status, "unknown", String.valueOf(e.getMessage()), e);
    }
  }

  private static RuntimeException refused(int status, String type, String reason, Throwable cause) {
    if (status == NOT_FOUND) {
      return new GoneException("Elasticsearch: " + reason, cause);
    }
    boolean outage = status >= 500 || status == TOO_MANY_REQUESTS || status == FORBIDDEN;
    return outage
        ? new UnavailableException("Elasticsearch: " + reason, cause)
        : new RefusedCallException(status, type, reason, cause);
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
