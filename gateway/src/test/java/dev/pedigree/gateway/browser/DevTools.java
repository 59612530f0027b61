package dev.pedigree.gateway.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to one page of a Chromium, in its DevTools protocol: commands out, events in. */
final class DevTools {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LIMIT_SECONDS = 30;

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final WebSocket socket;

  DevTools(HttpClient http, URI page, Consumer<JsonNode> events) {
    socket = http.newWebSocketBuilder().buildAsync(page, new Incoming(events)).join();
  }

  /** Sends a command and waits for its result. */
  JsonNode send(String method, Map<String, ?> parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    waiting.put(id, reply);
    Map<String, Object> command = Map.of("id", id, "method", method, "params", parameters);
    socket.sendText(JSON.writeValueAsString(command), true).join();
    JsonNode answer = reply.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.get("error"));
    }
    return answer.path("result");
  }

  /** Puts the parts of a message together and hands it to whoever waits for it. */
  private final class Incoming implements WebSocket.Listener {
    private final Consumer<JsonNode> events;
    private final StringBuilder text = new StringBuilder();

    Incoming(Consumer<JsonNode> events) {
      this.events = events;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        receive(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void receive(JsonNode message) {
      CompletableFuture<JsonNode> reply = waiting.remove(message.path("id").asInt(0));
      if (reply == null) {
        events.accept(message);
      } else {
        reply.complete(message);
      }
    }
  }
}
