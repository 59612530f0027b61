package dev.pedigree.gateway.socket;

import dev.pedigree.gateway.document.DocumentId;
import dev.pedigree.gateway.error.JsonFailure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.http.GraphQLParameters;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.support.GraphQlWebSocketMessage;
import org.springframework.graphql.server.support.GraphQlWebSocketMessageType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the messages of a websocket, as JSON; what is asked may be told by an id. */
final class SocketMessages implements HttpMessageConverter<Object> {
  private final JsonMapper json;

  SocketMessages(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType form) {
    return true;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType form) {
    return true;
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return List.of(MediaType.APPLICATION_JSON);
  }

  @Override
  public Object read(Class<?> type, HttpInputMessage message) throws IOException {
    return read(message.getBody().readAllBytes());
  }

  GraphQlWebSocketMessage read(byte[] message) throws BadMessageException {
    try {
      GraphQlWebSocketMessage read = json.readValue(message, GraphQlWebSocketMessage.class);
      check(read);
      return read;
    } catch (JacksonException e) {
      throw new BadMessageException(JsonFailure.reason(e));
    } catch (RefusedException e) {
      throw new BadMessageException(e.refusals().getFirst().message());
    }
  }

  private static void check(@Nullable GraphQlWebSocketMessage read) throws BadMessageException {
    if (read == null) {
      throw new BadMessageException("null (expected: an object)");
    }
    GraphQlWebSocketMessageType type;
    Object payload;
    try {
      type = read.resolvedType();
      payload = read.getPayload();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new BadMessageException(String.valueOf(e.getMessage()));
    }
    if (!(payload instanceof Map<?, ?>)) {
      throw new BadMessageException("payload: " + Shown.value(payload) + " (expected: an object)");
    }
    if (type == GraphQlWebSocketMessageType.SUBSCRIBE) {
      read.setPayload(asked(GraphQLParameters.ofBody(read.getPayload())));
    }
  }

  private static Map<String, Object> asked(GraphQLParameters parameters) {
    Map<String, Object> asked = new HashMap<>();
    asked.put("query", parameters.query() == null ? DocumentId.NO_DOCUMENT : parameters.query());
    if (parameters.operationName() != null) {
      asked.put("operationName", parameters.operationName());
    }
    asked.put("variables", parameters.variables());
    asked.put("extensions", DocumentId.among(parameters.extensions(), parameters.documentId()));
    return asked;
  }

  @Override
  public void write(Object message, @Nullable MediaType form, HttpOutputMessage to)
      throws IOException {
    json.writeValue(to.getBody(), message);
  }

  /** A message that is none of the protocol's. */
  static final class BadMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
      super(message);
    }
  }
}
