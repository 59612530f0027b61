package dev.pedigree.gateway.http;

import dev.pedigree.gateway.document.DocumentId;
import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.operation.Transport;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * GraphQL over HTTP, as its specification has it: queries by GET, everything by POST, and the
 * answer in the form that the client accepts.
 */
@Component
final class GraphQLEndpoint {
  private static final ParameterizedTypeReference<Map<String, @Nullable Object>> BODY =
      new ParameterizedTypeReference<>() {};

  private final WebGraphQlHandler graphQL;
  private final JsonMapper json;
  private final Revalidation revalidation;

  GraphQLEndpoint(WebGraphQlHandler graphQL, JsonMapper json) {
    this.graphQL = graphQL;
    this.json = json;
    this.revalidation = new Revalidation(json);
  }

  ServerResponse answer(ServerRequest request) throws ServletException, IOException {
    Optional<AnswerForm> form = form(request);
    if (form.isEmpty()) {
      return refused(HttpStatus.NOT_ACCEPTABLE, notAcceptable());
    }
    boolean get = HttpMethod.GET.equals(request.method());
    GraphQLParameters parameters =
        get
            ? GraphQLParameters.ofAddress(request, json)
            : GraphQLParameters.ofBody(request.body(BODY));
    WebGraphQlRequest question = question(request, parameters);
    boolean goesOn = form.get() == AnswerForm.EVENTS;
    Transport transport = Transport.of(get, goesOn);
    question.configureExecutionInput(
        (input, change) ->
            change.graphQLContext(context -> context.put(Transport.class, transport)).build());
    Mono<WebGraphQlResponse> answers = graphQL.handleRequest(question);
    if (goesOn) {
      return EventStream.of(answers);
    }
    return ServerResponse.async(
        answers
            .map(answer -> get ? got(request, form.get(), answer) : posted(form.get(), answer))
            .toFuture());
  }

  private static Optional<AnswerForm> form(ServerRequest request) {
    try {
      return AnswerForm.accepted(request.servletRequest());
    } catch (InvalidMediaTypeException e) {
      throw RefusedException.invalid("Accept", e.getMediaType(), "media types");
    }
  }

  private static WebGraphQlRequest question(ServerRequest request, GraphQLParameters parameters) {
    return new WebGraphQlRequest(
        request.uri(),
        request.headers().asHttpHeaders(),
        null,
        request.remoteAddress().orElse(null),
        new HashMap<>(request.attributes()),
        new DefaultGraphQlRequest(
            parameters.query() == null ? DocumentId.NO_DOCUMENT : parameters.query(),
            parameters.operationName(),
            parameters.variables(),
            DocumentId.among(parameters.extensions(), parameters.documentId())),
        UUID.randomUUID().toString(),
        LocaleContextHolder.getLocale());
  }

  private static ServerResponse posted(AnswerForm form, WebGraphQlResponse answer) {
    return ServerResponse.status(status(form, answer))
        .headers(headers -> headers.putAll(answer.getResponseHeaders()))
        .contentType(form.contentType())
        .body(answer.toMap());
  }

  private ServerResponse got(ServerRequest request, AnswerForm form, WebGraphQlResponse answer) {
    HttpStatus status = status(form, answer);
    ServerResponse.BodyBuilder response =
        ServerResponse.status(status)
            .headers(headers -> headers.putAll(answer.getResponseHeaders()))
            .contentType(form.contentType());
    if (status == HttpStatus.METHOD_NOT_ALLOWED) {
      response.header("Allow", "POST");
    }
    return revalidation.answer(request, response, answer);
  }

  /** Of an answer without data the code of its first error tells it, unless it is plain JSON. */
  private static HttpStatus status(AnswerForm form, WebGraphQlResponse answer) {
    if (answer.getExecutionResult().isDataPresent()) {
      return HttpStatus.OK;
    }
    ErrorCode code =
        answer.getExecutionResult().getErrors().stream()
            .findFirst()
            .flatMap(GraphQLErrors::code)
            .orElse(ErrorCode.INVALID_VALUE);
    if (code == ErrorCode.WRONG_TRANSPORT) {
      return HttpStatus.METHOD_NOT_ALLOWED;
    }
    return form == AnswerForm.JSON ? HttpStatus.OK : Statuses.of(code);
  }

  private static ServerResponse refused(HttpStatus status, Refusal refusal) {
    return ServerResponse.status(status)
        .contentType(AnswerForm.JSON.contentType())
        .body(Map.of("errors", List.of(GraphQLErrors.of(refusal).toSpecification())));
  }

  private static Refusal notAcceptable() {
    return new Refusal(
        ErrorCode.INVALID_VALUE,
        "Accept: none of what there is (expected: application/graphql-response+json or"
            + " application/json, or text/event-stream)",
        null);
  }
}
