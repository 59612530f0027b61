package dev.pedigree.bench.lineage;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our GraphQL over loopback, until the last byte of the answer is here. */
final class HttpContender implements Contender, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String GROUPS =
      "kinds: groups(by: KIND) { key count } stages: groups(by: STAGE) { key count }";
  private static final String REACH =
      "query($id: ID!, $to: ID!) { found: descendsFrom(child: $id, ancestor: $to) }";
  private static final String PATH =
      "query($id: ID!, $to: ID!) { found: path(child: $id, ancestor: $to) { length } }";
  private static final String COMMON =
      "query($id: ID!, $to: ID!) {"
          + " found: commonAncestors(of: [$id, $to], nearestOnly: false) { artifact { id } } }";

  private final URI graphql;
  private final Dataset data;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(ProxySelector.of(null))
          .build();

  HttpContender(URI gateway, Dataset data) {
    this.graphql = gateway.resolve("/graphql");
    this.data = data;
  }

  @Override
  public String name() {
    return "HTTP";
  }

  @Override
  public boolean answers(Ask ask) {
    return ask != Ask.TOTAL;
  }

  @Override
  public Reply ask(Question question, Ask ask) throws IOException, InterruptedException {
    return switch (question.op()) {
      case DESCENDANTS, ANCESTORS -> {
        byte[] reply = send(walk(question, ask), variables(question, ask));
        yield () -> ofWalk(found(reply, "artifact", "found"), ask);
      }
      case REACH -> {
        byte[] reply = send(REACH, ends(question));
        yield () -> Answer.ofTruth(found(reply, "found").asBoolean());
      }
      case PATH -> {
        byte[] reply = send(PATH, ends(question));
        yield () -> Answer.ofCount(found(reply, "found").path("length").asInt());
      }
      case COMMON -> {
        byte[] reply = send(COMMON, ends(question));
        yield () -> ofCommon(found(reply, "found"));
      }
    };
  }

  private static String walk(Question question, Ask ask) {
    boolean up = question.op() == Question.Op.ANCESTORS;
    return """
    query($id: ID!, $filter: LineageFilter, $first: Int) {
      artifact(id: $id) { found: %s(filter: $filter, first: $first) { totalCount %s } }
    }
    """
        .formatted(up ? "ancestors" : "descendants", ask == Ask.GROUPS ? GROUPS : "ids");
  }

  private Map<String, @Nullable Object> variables(Question question, Ask ask) {
    Map<String, Object> filter = new HashMap<>();
    Set<String> edgeTypes = question.edgeTypes();
    if (edgeTypes != null) {
      filter.put("edgeTypes", edgeTypes);
    }
    String kind = question.kind();
    if (kind != null) {
      filter.put("where", Map.of("kinds", List.of(kind)));
    }
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("id", data.id(question.start()).toString());
    variables.put("filter", filter);
    variables.put("first", ask == Ask.GROUPS ? 1 : Ask.PAGE_IDS);
    return variables;
  }

  private Map<String, String> ends(Question question) {
    return Map.of(
        "id", data.id(question.start()).toString(), "to", data.id(question.target()).toString());
  }

  private byte[] send(String query, Map<String, ? extends @Nullable Object> variables)
      throws IOException, InterruptedException {
    byte[] body = JSON.writeValueAsBytes(Map.of("query", query, "variables", variables));
    HttpRequest request =
        HttpRequest.newBuilder(graphql)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  private static Answer ofWalk(JsonNode found, Ask ask) {
    if (ask == Ask.GROUPS) {
      return Answer.ofGroups(
          found.get("totalCount").asInt(), groups(found.get("kinds")), groups(found.get("stages")));
    }
    Answer ids = ofIds(found.get("ids"));
    if (ids.count() != Math.min(found.get("totalCount").asInt(), Ask.PAGE_IDS)) {
      throw new IllegalStateException(
          ids.count() + " ids of " + found.get("totalCount") + " (expected: all, or a full page)");
    }
    return ids;
  }

  private static Map<String, Integer> groups(JsonNode groups) {
    Map<String, Integer> counts = new HashMap<>();
    groups.forEach(group -> counts.put(group.get("key").asString(), group.get("count").asInt()));
    return counts;
  }

  static Answer ofIds(JsonNode ids) {
    long checksum = 0;
    for (JsonNode id : ids) {
      checksum += word(id);
    }
    return new Answer(ids.size(), checksum);
  }

  private static Answer ofCommon(JsonNode common) {
    long checksum = 0;
    for (JsonNode each : common) {
      checksum += word(each.get("artifact").get("id"));
    }
    return new Answer(common.size(), checksum);
  }

  private static long word(JsonNode id) {
    return Long.parseUnsignedLong(id.asString().substring(7, 23), 16);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static JsonNode found(byte[] body, String... path) {
    JsonNode answer = JSON.readTree(body);
    if (answer.has("errors")) {
      throw new IllegalStateException(answer.get("errors").get(0).toString());
    }
    JsonNode found = answer.get("data");
    for (String field : path) {
      found = found.get(field);
    }
    return found;
  }
}
