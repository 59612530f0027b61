package dev.pedigree.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Events;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@WithGateway
class SubscriptionsTest {
  private static final String FOLLOW =
      "subscription ($after: Revision) { journal(after: $after) { revision"
          + " facts { type summary artifact { name } } } }";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Gateway gateway;
  private final SecuredGateway secured;
  private final Sample sample;

  SubscriptionsTest(Gateway gateway, SecuredGateway secured, Sample sample) {
    this.gateway = gateway;
    this.secured = secured;
    this.sample = sample;
  }

  @AfterEach
  void close() {
    http.shutdownNow();
  }

  private Events follow(long after) {
    return Events.of(gateway, null, FOLLOW, Map.of("after", after));
  }

  /** Follows what is recorded from now on. */
  private Events follow(String token) {
    return Events.of(secured.gateway(), token, FOLLOW, Map.of());
  }

  private Events follow(String token, long after) {
    return Events.of(secured.gateway(), token, FOLLOW, Map.of("after", after));
  }

  private static List<String> names(Events events, int count) {
    return Stream.generate(events::next)
        .limit(count)
        .map(it -> it.at("/data/journal/facts/0/artifact/name").asString("?"))
        .toList();
  }

  private long head() {
    return gateway.ask("{ head { revision } }").data("/head/revision").asLong();
  }

  private void record(String name) {
    sample.record(sample.artifact("dataset", name, List.of()));
  }

  @Test
  void tellsWhatWasRecordedAndWhatIsRecordedWithoutAGap() {
    long start = head();
    record("a");
    record("b");

    try (Events stream = follow(start)) {
      assertThat(names(stream, 2)).containsExactly("a", "b");
      record("c");
      assertThat(names(stream, 1)).containsExactly("c");
    }
    try (Events again = follow(start + 1)) {
      assertThat(names(again, 2)).containsExactly("b", "c");
    }
  }

  @Test
  void goesOnAtAnotherGateway(Endpoints endpoints) {
    try (Keyspace keyspace = new Keyspace(endpoints)) {
      Gateway one = keyspace.start();
      Gateway other = keyspace.start();
      Sample theirs = Sample.in(one);
      long start = one.ask("{ head { revision } }").data("/head/revision").asLong();
      for (String each : List.of("a", "b", "c", "d")) {
        theirs.record(theirs.artifact("dataset", each, List.of()));
      }

      List<Long> told = new ArrayList<>();
      long after = start;
      for (Gateway gateway : List.of(one, other, one, other)) {
        try (Events stream = Events.of(gateway, null, FOLLOW, Map.of("after", after))) {
          after = stream.next().at("/data/journal/revision").asLong();
          told.add(after);
        }
      }

      assertThat(told).containsExactly(start + 1, start + 2, start + 3, start + 4);
    }
  }

  /** More than there are threads that carry the work. */
  @Test
  void manyWhoFollowDoNotStopTheGateway() {
    long start =
        secured
            .ask(secured.tokens().ofAll("many"), "{ head { revision } }")
            .data("/head/revision")
            .asLong();
    List<Events> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 20 * Runtime.getRuntime().availableProcessors(); i++) {
        streams.add(follow(secured.tokens().ofAll("many" + i / 30), start));
      }
      Sample theirs = Sample.in(secured.gateway());
      Map<String, Object> artifact = theirs.artifact("dataset", "news", List.of());
      secured
          .ask(
              secured.tokens().ofAll("many"),
              Sample.RECORD,
              Map.of("input", Map.of("artifacts", List.of(artifact))))
          .data("/record");

      assertThat(streams)
          .allSatisfy(
              stream ->
                  assertThat(stream.next().at("/data/journal/revision").asLong())
                      .isEqualTo(start + 1));
    } finally {
      streams.forEach(Events::close);
    }
  }

  /** More than all buffers on the way hold; nobody reads while it is written. */
  @Test
  void writersDoNotWaitForWhoReadsSlowly() {
    long start = head();
    int count = 600;
    String large =
        IntStream.range(0, 40)
            .mapToObj(i -> "f" + i + ": facts { summary payload } ")
            .collect(
                Collectors.joining(
                    "",
                    "subscription ($after: Revision) { journal(after: $after) {"
                        + " facts { artifact { name } } ",
                    "} }"));
    try (Events slow = Events.of(gateway, null, large, Map.of("after", start))) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < count; i++) {
        lines.append(
            "{\"artifact\":{\"kind\":\"DATASET\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"n%d\"}}%n"
                .formatted(sample.id("n" + i), sample.namespace(), i));
      }

      assertThat(gateway.load(lines.toString()))
          .hasSize(count)
          .allMatch(it -> it.get("status").asString().equals("RECORDED"));

      assertThat(head()).isGreaterThanOrEqualTo(start + count);
      assertThat(names(slow, count))
          .isEqualTo(IntStream.range(0, count).mapToObj(i -> "n" + i).toList());
    }
  }

  @Test
  void showsOnlyWhatTheCallerMayRead() {
    long from =
        secured
            .ask(secured.tokens().ofAll("ann"), "{ head { revision } }")
            .data("/head/revision")
            .asLong();
    Sample hidden = Sample.in(secured.gateway());
    secured.ask(
        secured.tokens().ofAll("ann"),
        Sample.RECORD,
        Map.of(
            "input",
            Map.of("artifacts", List.of(hidden.artifact("dataset", "secret", List.of())))));
    String token =
        secured.tokens().of("bob", List.of(Scope.AUDIT, Scope.READ), List.of("other"), List.of());

    try (Events stream = follow(token, from)) {
      JsonNode told = stream.next();

      assertThat(told.at("/data/journal/facts/0/summary").asString()).isEqualTo("(redacted)");
      assertThat(told.toString()).doesNotContain("secret", hidden.id("secret"));
    }
  }

  @Test
  void refusesInTheStreamWhatItDoesNotAnswer() {
    String token = secured.tokens().of("eve", List.of(Scope.READ), List.of("*"), List.of());

    try (Events forbidden = follow(token)) {
      assertThat(forbidden.code()).isEqualTo("FORBIDDEN");
      assertThat(forbidden.isOver()).isTrue();
    }
    assertThat(gateway.ask(FOLLOW).codes()).containsExactly("WRONG_TRANSPORT");
  }

  @Test
  void endsWithItsToken() {
    String token =
        secured
            .tokens()
            .of(
                Map.of(
                    "sub",
                    "brief",
                    "scope",
                    "audit:read lineage:read",
                    "exp",
                    Instant.now().plusSeconds(2)));

    try (Events stream = follow(token)) {
      String code = stream.code();

      assertThat(code).isEqualTo("UNAUTHENTICATED");
      assertThat(stream.isOver()).isTrue();
    }
  }

  @Test
  void letsACallerHaveSoMany() {
    List<Events> open = new ArrayList<>();
    String token =
        secured.tokens().of("many", List.of(Scope.AUDIT, Scope.READ), List.of("*"), List.of());
    try {
      for (int i = 0; i < 32; i++) {
        Events stream = follow(token, 0);
        open.add(stream);
        assertThat(stream.next().has("data")).isTrue();
      }
      try (Events refused = follow(token, 0)) {
        assertThat(refused.code()).isEqualTo("RATE_LIMITED");
      }
    } finally {
      open.forEach(Events::close);
    }
  }

  @Test
  void asksOverAWebsocketWhoIsThere() {
    String token = secured.tokens().ofAll("ann");

    try (Socket named = Socket.open(http, secured.gateway().port(), null)) {
      assertThat(named.begin(token)).contains("connection_ack");
      assertThat(named.ask(Map.of("query", "{ head { revision } }"))).contains("revision");
    }
    try (Socket nobody = Socket.open(http, secured.gateway().port(), null)) {
      nobody.say("{\"type\":\"connection_init\"}");
      assertThat(nobody.hear()).isEqualTo("closed 4401");
    }
  }

  @Test
  void answersNothingOverAWebsocketAfterItsTokensEnd() {
    Instant end = Instant.now().plusSeconds(2);
    String token = secured.tokens().of(Map.of("sub", "brief", "scope", "lineage:read", "exp", end));
    try (Socket socket = Socket.open(http, secured.gateway().port(), null)) {
      assertThat(socket.begin(token)).contains("connection_ack");

      String answer = "";
      while (!answer.contains("UNAUTHENTICATED")) {
        answer = socket.ask(Map.of("query", "{ head { revision } }"));
        assertThat(answer).containsAnyOf("\"revision\"", "UNAUTHENTICATED");
      }

      assertThat(Instant.now()).isAfterOrEqualTo(end.minusSeconds(1));
    }
  }

  @Test
  void letsACallerHaveSoManyWebsockets() {
    String token = secured.tokens().ofAll("sockets");
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        Socket socket = Socket.open(http, secured.gateway().port(), null);
        open.add(socket);
        assertThat(socket.begin(token)).contains("connection_ack");
      }
      try (Socket refused = Socket.open(http, secured.gateway().port(), null)) {
        assertThat(refused.begin(token)).isEqualTo("closed 4429");
      }
      open.removeLast().close();

      String heard = "";
      while (!heard.contains("connection_ack")) {
        Socket next = Socket.open(http, secured.gateway().port(), null);
        open.add(next);
        heard = next.begin(token);
      }
    } finally {
      open.forEach(Socket::close);
    }
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }

  @Test
  void takesDocumentsByTheirHashOverAWebsocketToo() throws NoSuchAlgorithmException {
    String text = "{ head { revision } } # " + sample.namespace();
    Map<String, ?> byHash =
        Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", sha256(text)));
    try (Socket socket = Socket.open(http, gateway.port(), null)) {
      assertThat(socket.begin(null)).contains("connection_ack");

      assertThat(socket.ask(Map.of("extensions", byHash))).contains("PERSISTED_QUERY_NOT_FOUND");
      assertThat(socket.ask(Map.of("query", text, "extensions", byHash))).contains("\"data\"");
      assertThat(socket.ask(Map.of("extensions", byHash))).contains("\"data\"");
      assertThat(socket.ask(Map.of("documentId", "x"))).contains("documentId: x");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{}",
        "{\"type\":\"dance\"}",
        "{\"type\":\"connection_init\",\"payload\":7}",
        "{\"type\":\"subscribe\",\"id\":\"1\"}",
        "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{}}",
        "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":7}}"
      })
  void closesAWebsocketOnWhatIsNoMessage(String message) {
    try (Socket socket = Socket.open(http, gateway.port(), null)) {
      socket.say(message);

      assertThat(socket.hear()).isEqualTo("closed 4400");
    }
  }

  @Test
  void closesAWebsocketOnATooLongMessage() {
    try (Socket socket = Socket.open(http, gateway.port(), null)) {
      socket.say(
          "{\"type\":\"connection_init\",\"payload\":{\"x\":\"" + "x".repeat(65_536) + "\"}}");

      assertThat(socket.hear()).isEqualTo("closed 1009");
    }
  }

  @Test
  void opensNoWebsocketForPagesOfOthers() {
    try (Socket friend = Socket.open(http, secured.gateway().port(), SecuredGateway.FRIEND)) {
      friend.say("{\"type\":\"connection_init\"}");
      assertThat(friend.hear()).isEqualTo("closed 4401");
    }
    assertThatThrownBy(
            () -> Socket.open(http, secured.gateway().port(), "https://elsewhere.example.org"))
        .isInstanceOf(CompletionException.class)
        .rootCause()
        .hasMessageContaining("403");
  }

  private record Socket(WebSocket socket, BlockingQueue<String> heard) implements AutoCloseable {
    static Socket open(HttpClient http, int port, @Nullable String origin) {
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      WebSocket.Builder builder =
          http.newWebSocketBuilder()
              .subprotocols("graphql-transport-ws")
              .connectTimeout(Duration.ofSeconds(60));
      if (origin != null) {
        builder.header("Origin", origin);
      }
      WebSocket socket =
          builder
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + port + "/graphql/ws"),
                  new WebSocket.Listener() {
                    private final StringBuilder message = new StringBuilder();

                    @Override
                    public @Nullable CompletionStage<?> onText(
                        WebSocket from, CharSequence data, boolean last) {
                      message.append(data);
                      if (last) {
                        heard.add(message.toString());
                        message.setLength(0);
                      }
                      from.request(1);
                      return null;
                    }

                    @Override
                    public @Nullable CompletionStage<?> onClose(
                        WebSocket from, int status, String reason) {
                      heard.add("closed " + status);
                      return null;
                    }
                  })
              .join();
      return new Socket(socket, heard);
    }

    void say(String message) {
      socket.sendText(message, true).join();
    }

    /** What is answered to the first message. */
    String begin(@Nullable String token) {
      Map<String, ?> payload =
          token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
      say(Gateway.JSON.writeValueAsString(Map.of("type", "connection_init", "payload", payload)));
      return hear();
    }

    /** The one answer to an operation that has only one. */
    String ask(Map<String, ?> payload) {
      say(
          Gateway.JSON.writeValueAsString(
              Map.of("type", "subscribe", "id", "1", "payload", payload)));
      String answer = hear();
      assertThat(hear()).contains("\"complete\"");
      return answer;
    }

    String hear() {
      try {
        String message = heard.poll(60, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      socket.abort();
    }
  }
}
