package dev.pedigree.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@WithGateway
class GraphQLOverHttpTest {
  private static final String HEAD = "{ head { revision } }";
  private static final String NEW_FORM = "application/graphql-response+json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Gateway gateway;
  private final Sample sample;

  GraphQLOverHttpTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
  }

  @AfterEach
  void close() {
    http.close();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> get(Map<String, String> parameters, String... headers) {
    String query =
        parameters.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(HttpRequest.newBuilder(uri("?" + query)), headers);
  }

  private HttpResponse<byte[]> post(Map<String, ?> body, String... headers) {
    return send(
        HttpRequest.newBuilder(uri(""))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Gateway.JSON.writeValueAsString(body))),
        headers);
  }

  private URI uri(String query) {
    return URI.create("http://127.0.0.1:" + gateway.port() + "/graphql" + query);
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return Gateway.JSON.readTree(answer.body());
  }

  private static String code(HttpResponse<byte[]> answer) {
    return json(answer).at("/errors/0/extensions/code").asString();
  }

  @Test
  void answersAQueryThatIsInTheAddress() {
    HttpResponse<byte[]> answer =
        get(
            Map.of(
                "query", "query A($id: ID!) { artifact(id: $id) { id } } query B { __typename }",
                "operationName", "A",
                "variables", "{\"id\":\"sha256:" + "0".repeat(64) + "\"}",
                "extensions", "{}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).at("/data/artifact").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"query\":\"\"}; query: none",
        "{\"query\":\"{ a }\",\"variables\":\"[]\"}; variables: ",
        "{\"query\":\"{ a }\",\"variables\":\"{\"}; variables: ",
        "{\"query\":\"{ a }\",\"extensions\":\"7\"}; extensions: "
      })
  void saysWhatIsWrongWithAnAddress(String parameters, String message) {
    Map<String, String> given = new LinkedHashMap<>();
    Gateway.JSON
        .readTree(parameters)
        .properties()
        .forEach(it -> given.put(it.getKey(), it.getValue().asString()));

    HttpResponse<byte[]> answer = get(given);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/message").asString()).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", NEW_FORM})
  void changesNothingByGet(String accept) {
    long before = gateway.ask(HEAD).data("/head/revision").asLong();

    HttpResponse<byte[]> answer =
        get(
            Map.of(
                "query",
                "mutation { record(input: {artifacts: [{dataset: {namespace: \"get\", name: \"get\","
                    + " digest: \""
                    + sample.id("get")
                    + "\"}}]}) { revision } }"),
            "Accept",
            accept);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
    assertThat(code(answer)).isEqualTo("WRONG_TRANSPORT");
    assertThat(gateway.ask(HEAD).data("/head/revision").asLong()).isEqualTo(before);
  }

  @Test
  void keepsPagesOfOtherSitesFromAskingByGet() {
    Map<String, String> query = Map.of("query", HEAD);

    assertThat(get(query, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(get(query, "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
    assertThat(get(query, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
    assertThat(
            get(query, "Sec-Fetch-Site", "cross-site", "GraphQL-Require-Preflight", "1")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/graphql-response+json, application/json;q=0.9 | application/graphql-response+json",
        "application/json, application/graphql-response+json | application/json",
        "application/graphql-response+json;q=0.1, */* | application/json",
        "text/html, */*;q=0.5 | application/json",
        "application/*+json | application/graphql-response+json"
      })
  void answersInTheFormThatTheClientLikesBest(String accept, String type) {
    HttpResponse<byte[]> answer = post(Map.of("query", HEAD), "Accept", accept);

    assertThat(answer.headers().firstValue("Content-Type")).contains(type + ";charset=UTF-8");
  }

  @Test
  void refusesAClientThatTakesNoneOfTheForms() {
    assertThat(post(Map.of("query", HEAD), "Accept", "text/html").statusCode()).isEqualTo(406);
    assertThat(post(Map.of("query", HEAD), "Accept", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void hasAStatusForAnswersWithoutData() {
    Map<String, String> wrong = Map.of("query", "{ nothing }");
    Map<String, String> missing = Map.of("query", "{ edge(id: \"x\") { id } }");

    assertThat(post(wrong, "Accept", NEW_FORM).statusCode()).isEqualTo(400);
    assertThat(post(wrong, "Accept", "application/json").statusCode()).isEqualTo(200);
    assertThat(post(missing, "Accept", NEW_FORM).statusCode()).isEqualTo(200);
  }

  @Test
  void saysThatAnAnswerStillHolds() {
    sample.record(sample.artifact("dataset", "kept", List.of()));
    String id = sample.id("kept");
    String revision = gateway.ask(HEAD).text("/head/revision");
    Map<String, String> query =
        Map.of(
            "query", "{ artifact(id: \"" + id + "\", asOf: " + revision + ") { id name kind } }");
    HttpResponse<byte[]> first = get(query);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    sample.record(sample.artifact("dataset", "later", List.of()));

    HttpResponse<byte[]> second = get(query, "If-None-Match", "\"other\", " + tag);
    HttpResponse<byte[]> other = get(Map.of("query", HEAD), "If-None-Match", tag);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache, private");
    assertThat(first.headers().allValues("Vary").toString())
        .contains("Authorization", "X-Pedigree-Caller", "Accept");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().firstValue("ETag")).contains(tag);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void letsNobodyKeepErrors() {
    HttpResponse<byte[]> answer = get(Map.of("query", "{ nothing }"));

    assertThat(answer.headers().firstValue("ETag")).isEmpty();
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void packsLongAnswers() throws IOException {
    HttpResponse<byte[]> answer =
        post(
            Map.of("query", "{ __schema { types { name description } } }"),
            "Accept-Encoding",
            "gzip");

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      byte[] body = unpacked.readAllBytes();
      assertThat(Gateway.JSON.readTree(body).at("/data/__schema/types").size()).isGreaterThan(50);
      assertThat(answer.body().length).isLessThan(body.length / 3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void knowsAgainADocumentThatWasSentWithItsHash(boolean byGet) {
    String query = "query Q" + UUID.randomUUID().toString().replace("-", "") + " " + HEAD;
    Map<String, Object> extensions = persisted(hash(query));

    HttpResponse<byte[]> unknown = ask(byGet, null, extensions);
    HttpResponse<byte[]> sent = ask(byGet, query, extensions);
    HttpResponse<byte[]> known = ask(byGet, null, extensions);

    assertThat(code(unknown)).isEqualTo("PERSISTED_QUERY_NOT_FOUND");
    assertThat(json(unknown).at("/errors/0/message").asString())
        .isEqualTo("PersistedQueryNotFound");
    for (HttpResponse<byte[]> answer : List.of(sent, known)) {
      assertThat(json(answer).at("/data/head/revision").isMissingNode()).isFalse();
    }
  }

  private HttpResponse<byte[]> ask(
      boolean byGet, @Nullable String query, Map<String, Object> extensions) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (query != null) {
      body.put("query", query);
    }
    body.put("extensions", extensions);
    if (!byGet) {
      return post(body);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    body.forEach(
        (name, value) ->
            parameters.put(
                name,
                value instanceof String text ? text : Gateway.JSON.writeValueAsString(value)));
    return get(parameters);
  }

  private static Map<String, Object> persisted(String hash) {
    return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash));
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepsNoDocumentThatIsNotValidOrNotOfItsHash() {
    String invalid = "{ nothing }";
    String valid = "query V" + UUID.randomUUID().toString().replace("-", "") + " " + HEAD;

    assertThat(code(ask(false, invalid, persisted(hash(invalid))))).isEqualTo("INVALID_VALUE");
    assertThat(code(ask(false, null, persisted(hash(invalid)))))
        .isEqualTo("PERSISTED_QUERY_NOT_FOUND");
    HttpResponse<byte[]> forged = ask(false, valid, persisted(hash(invalid)));
    assertThat(code(forged)).isEqualTo("INVALID_VALUE");
    assertThat(json(forged).at("/errors/0/extensions/path").asString()).isEqualTo("query");
    assertThat(code(ask(false, null, persisted(hash(invalid)))))
        .isEqualTo("PERSISTED_QUERY_NOT_FOUND");
    assertThat(code(ask(false, null, persisted(hash(valid)))))
        .isEqualTo("PERSISTED_QUERY_NOT_FOUND");
  }

  @Test
  void refusesWhatIsNoPersistedQuery() {
    for (Object wrong :
        List.of(
            Map.of("version", 2, "sha256Hash", hash(HEAD)),
            Map.of("version", 1, "sha256Hash", "x"),
            Map.of("version", 1),
            "x")) {
      HttpResponse<byte[]> answer = post(Map.of("extensions", Map.of("persistedQuery", wrong)));

      assertThat(code(answer)).as(wrong.toString()).isEqualTo("INVALID_VALUE");
      assertThat(json(answer).at("/errors/0/extensions/path").asString())
          .startsWith("extensions.persistedQuery");
    }
  }
}
