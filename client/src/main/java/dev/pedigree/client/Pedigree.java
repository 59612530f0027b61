package dev.pedigree.client;

import com.netflix.graphql.dgs.client.codegen.BaseProjectionNode;
import com.netflix.graphql.dgs.client.codegen.GraphQLQuery;
import dev.pedigree.client.types.RecordInput;
import dev.pedigree.client.types.RecordPayload;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A gateway, from Java. Safe for use by many threads; an application needs one.
 *
 * <pre>{@code
 * try (Pedigree pedigree = Pedigree.open(URI.create("http://127.0.0.1:8080"))) {
 *   pedigree.record(RecordInput.newBuilder().artifacts(List.of(...)).build());
 * }
 * }</pre>
 */
public final class Pedigree implements AutoCloseable {
  /** Everything but the kinds' own fields; of edges what names them. */
  private static final String RECORD =
      """
      mutation ($input: RecordInput!) {
        record(input: $input) {
          revision
          changed
          artifacts { __typename id kind namespace name version digest provenance stage revision }
          edges { id type revision child { __typename id } parent { __typename id } }
          warnings { code message path }
        }
      }
      """;

  private final JsonMapper json = Mapping.mapper();
  private final Transport transport;
  private final Duration patience;

  private Pedigree(Builder builder) {
    this.transport = new Transport(builder.gateway, builder.caller, builder.token, json);
    this.patience = builder.patience;
  }

  /** A gateway at an address such as {@code http://127.0.0.1:8080}; nothing is sent yet. */
  public static Pedigree open(URI gateway) {
    return builder(gateway).open();
  }

  /** For settings. */
  public static Builder builder(URI gateway) {
    return new Builder(gateway);
  }

  /**
   * Records all of it or, if anything is refused, none. Sends it again where the connection fails
   * or the gateway is not available; under one request id, so it is recorded once however often it
   * arrives.
   *
   * @param input a request id of its own makes calls the same request, even of several processes
   * @throws RefusedException if the gateway refuses it; nothing is recorded then
   * @throws UnavailableException if there was no answer in time; it may be recorded or not
   */
  public RecordPayload record(RecordInput input) {
    ObjectNode variable = json.valueToTree(input);
    if (input.getRequestId() == null) {
      variable.put("requestId", UUID.randomUUID().toString());
    }
    JsonNode data = send(RECORD, Map.of("input", variable), true);
    return json.treeToValue(data.required("record"), RecordPayload.class);
  }

  /**
   * Asks what a generated query asks. Queries are sent again as {@link #record} does; mutations are
   * sent once.
   *
   * @param projection which fields to answer; null: the answer has none. {@code __typename} comes
   *     by itself. Fields that are left out are null
   * @param type what the query answers, such as {@code Artifact.class}
   * @return empty where the answer is null
   * @throws RefusedException if the gateway refuses it
   * @throws UnavailableException if there was no answer in time
   */
  public <T> Optional<T> execute(
      GraphQLQuery query, @Nullable BaseProjectionNode projection, Class<T> type) {
    JsonNode answer = ask(query, projection);
    return answer.isNull() ? Optional.empty() : Optional.of(json.treeToValue(answer, type));
  }

  /**
   * Likewise, where the answer is a list.
   *
   * @param type of its elements
   */
  public <T> List<T> executeForList(
      GraphQLQuery query, @Nullable BaseProjectionNode projection, Class<T> type) {
    return ask(query, projection)
        .valueStream()
        .map(element -> json.treeToValue(element, type))
        .toList();
  }

  private JsonNode ask(GraphQLQuery query, @Nullable BaseProjectionNode projection) {
    boolean repeatable = query.getOperationType().equals("query");
    JsonNode data = send(Documents.of(query, projection), Map.of(), repeatable);
    String alias = query.getQueryAlias();
    return data.required(alias.isEmpty() ? query.getOperationName() : alias);
  }

  private JsonNode send(String document, Map<String, ?> variables, boolean repeatable) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", document);
    body.put("variables", variables);
    byte[] bytes = json.writeValueAsBytes(body);
    return new Retry(patience, repeatable).until(left -> transport.post(bytes, left));
  }

  /** Lets go of its connections. */
  @Override
  public void close() {
    transport.close();
  }

  /** Settings of a {@link Pedigree}. */
  public static final class Builder {
    private final URI gateway;
    private @Nullable String caller;
    private @Nullable Supplier<String> token;
    private Duration patience = Duration.ofMinutes(1);

    private Builder(URI gateway) {
      this.gateway = gateway;
    }

    /**
     * Shows a token. It names who asks.
     *
     * @param token asked before each request, so that it can be a fresh one each time
     */
    public Builder token(Supplier<String> token) {
      this.token = token;
      return this;
    }

    /**
     * Who asks, as the journal will name it, where the gateway verifies no tokens. Without:
     * anonymous.
     */
    public Builder caller(String caller) {
      this.caller = caller;
      return this;
    }

    /** How long a call may take, all tries together. Without: one minute. */
    public Builder patience(Duration patience) {
      if (!patience.isPositive()) {
        throw new IllegalArgumentException("patience: " + patience + " (expected: more than 0)");
      }
      this.patience = patience;
      return this;
    }

    /** Sends nothing yet. */
    public Pedigree open() {
      return new Pedigree(this);
    }
  }
}
