package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An answer that is none.
 *
 * @param type in Elasticsearch's words; empty: somebody else's answer, such as a proxy's
 */
record Refusal(int status, String type, String reason) {
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;

  /** The other ones are about the store, who may ask it, or the way to it. */
  private static final Set<Integer> WRONG_CALL = Set.of(400, 405, 406, 409, 413, 415);

  private static final String CLOSED = "index_closed_exception";
  private static final String MEDIA_TYPE = "media_type_header_exception";

  static Refusal of(ElasticsearchException e) {
    ErrorCause all = e.error();
    // That all shards failed says less than why the first one did.
    ErrorCause error = all.rootCause().isEmpty() ? all : all.rootCause().getFirst();
    return new Refusal(e.status(), String.valueOf(error.type()), String.valueOf(error.reason()));
  }

  static Refusal of(Response response) {
    int status = response.getStatusLine().getStatusCode();
    String other = response.getStatusLine().toString();
    HttpEntity body = response.getEntity();
    try {
      JsonNode error =
          Elasticsearch.JSON
              .readTree(body == null ? "" : EntityUtils.toString(body, StandardCharsets.UTF_8))
              .path("error");
      return new Refusal(
          status, error.path("type").asString(""), error.path("reason").asString(other));
    } catch (IOException | JacksonException unreadable) {
      return new Refusal(status, "", other);
    }
  }

  /** Whether the same call may be answered later. */
  boolean isOutage() {
    return !WRONG_CALL.contains(status) || type.equals(CLOSED) || isOfCompatibility();
  }

  /** Whether the server is of another version than is asked for. */
  boolean isOfCompatibility() {
    return type.equals(MEDIA_TYPE);
  }
}
