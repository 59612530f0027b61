package dev.pedigree.gateway.http;

import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request that is refused before anything reads it, in the form that its path has. */
@Component
public final class RefusalWriter {
  /** Where GraphQL is asked. */
  static final String GRAPHQL = "/graphql";

  private final JsonMapper json;

  RefusalWriter(JsonMapper json) {
    this.json = json;
  }

  /** By the path that requests are routed by, in whatever way the client wrote it. */
  static boolean isGraphQL(HttpServletRequest request) {
    return request.getServletPath().equals(GRAPHQL);
  }

  /** Writes an answer of that status. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, Refusal refusal)
      throws IOException {
    Map<String, ?> body =
        isGraphQL(request)
            ? Map.of("errors", List.of(GraphQLErrors.of(refusal).toSpecification()))
            : Map.of("code", refusal.code().name(), "message", refusal.message());
    response.setStatus(status.value());
    response.setContentType(
        isGraphQL(request)
            ? AnswerForm.acceptedOrJson(request).contentType().toString()
            : MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }
}
