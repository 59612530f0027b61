package dev.pedigree.client;

import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a gateway sent back. */
final class Answer {
  private static final String UNAVAILABLE = "UNAVAILABLE";

  private final JsonMapper json;

  Answer(JsonMapper json) {
    this.json = json;
  }

  /**
   * The answer's data.
   *
   * @throws NoAnswerException if there is none now, but may be later
   * @throws RefusedException if the answer is no
   * @throws UnavailableException if it is not a gateway that answers
   */
  JsonNode data(HttpResponse<byte[]> response) throws NoAnswerException {
    int status = response.statusCode();
    if (status == 429 || status >= 502) {
      throw new NoAnswerException("status " + status, null);
    }
    JsonNode body = parse(response);
    if (status != 200 && body.hasNonNull("code")) {
      throw new RefusedException(List.of(refusal(body, body)));
    }
    List<Refusal> refusals =
        body.path("errors")
            .valueStream()
            .map(error -> refusal(error, error.path("extensions")))
            .toList();
    for (Refusal refusal : refusals) {
      if (refusal.code().equals(UNAVAILABLE)) {
        throw new NoAnswerException(UNAVAILABLE + ": " + refusal.message(), null);
      }
    }
    if (!refusals.isEmpty()) {
      throw new RefusedException(refusals);
    }
    if (!body.path("data").isObject()) {
      throw notAGateway(response, null);
    }
    return body.path("data");
  }

  private JsonNode parse(HttpResponse<byte[]> response) {
    try {
      return json.readTree(response.body());
    } catch (JacksonException e) {
      throw notAGateway(response, e);
    }
  }

  private static Refusal refusal(JsonNode said, JsonNode extensions) {
    JsonNode path = extensions.path("path");
    return new Refusal(
        extensions.path("code").asString("INTERNAL"),
        said.path("message").asString(""),
        path.isString() ? path.asString() : null);
  }

  private static UnavailableException notAGateway(
      HttpResponse<byte[]> response, @Nullable Throwable cause) {
    return new UnavailableException(
        response.uri() + ": status " + response.statusCode() + " (expected: an answer to GraphQL)",
        cause);
  }
}
