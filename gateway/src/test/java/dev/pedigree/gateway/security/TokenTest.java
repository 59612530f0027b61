package dev.pedigree.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.Tokens;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.caller.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithGateway
class TokenTest {
  private static final String BODY = "{\"query\":\"{ head { revision } }\"}";

  private final SecuredGateway gateway;

  TokenTest(SecuredGateway gateway) {
    this.gateway = gateway;
  }

  private HttpResponse<String> post(String token) {
    return gateway.send(token, "/graphql", BODY);
  }

  private String with(String claim, Object value) {
    Map<String, Object> claims = new HashMap<>(Map.of("sub", "ann", "scope", "lineage:read"));
    claims.put(claim, value);
    return gateway.tokens().of(claims);
  }

  @Test
  void letsInWhoHasOne() {
    HttpResponse<String> answer = post(with("read_namespaces", List.of("a")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("revision");
    assertThat(post(with("scp", List.of("lineage:read"))).statusCode()).isEqualTo(200);
  }

  @Test
  void turnsAwayWhoHasNone() {
    HttpResponse<String> answer = gateway.send(null, "/graphql", BODY);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(it -> assertThat(it).startsWith("Bearer"));
    assertThat(answer.body()).contains("\"UNAUTHENTICATED\"", "expected: Bearer and a token");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void turnsAwayWhoHasAWrongOne() {
    String strange = new Tokens().ofAll("eve");
    String over = with("exp", Instant.now().minusSeconds(600));
    String early = with("nbf", Instant.now().plusSeconds(600));
    String unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJldmUifQ.";
    String cut = gateway.tokens().ofAll("ann").substring(5);

    for (String token : List.of(strange, over, early, unsigned, cut, "x")) {
      HttpResponse<String> answer = post(token);
      assertThat(answer.statusCode()).as(token).isEqualTo(401);
      assertThat(answer.body()).contains("UNAUTHENTICATED").doesNotContain("xception");
    }
  }

  @Test
  void turnsAwayWhatSaysNothingOfUse() {
    assertThat(post(with("sub", " ")).statusCode()).isEqualTo(401);
    assertThat(post(with("read_namespaces", 7)).statusCode()).isEqualTo(401);
    assertThat(post(with("write_namespaces", List.of(List.of()))).statusCode()).isEqualTo(401);
    assertThat(post(gateway.tokens().of(Map.of("scope", "lineage:read"))).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({SecuredGateway.FRIEND + ", true", "https://elsewhere.example.org, false"})
  void pagesOfFriendsMayAsk(String origin, boolean may) throws Exception {
    HttpRequest preflight =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.gateway().port() + "/graphql"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .build();
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = browser.send(preflight, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
          .isEqualTo(may ? Optional.of(origin) : Optional.empty());
      assertThat(answer.statusCode()).isEqualTo(may ? 200 : 403);
    }
  }

  @Test
  void onlyWhoReadsEverythingVerifies() {
    String token = gateway.tokens().of("ann", List.of(Scope.AUDIT), List.of("here"), List.of());

    HttpResponse<String> answer = gateway.send(token, "/verify", "");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("FORBIDDEN", "expected: one who may read all namespaces");
  }

  @Test
  void withoutNamespacesNothingIsRead() {
    String token = gateway.tokens().of(Map.of("sub", "ann", "scope", "lineage:read"));

    assertThat(
            gateway
                .ask(token, "{ artifacts { totalCount } }")
                .data("/artifacts/totalCount")
                .asInt())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/import lineage:record",
        "/export lineage:read",
        "/verify audit:read",
        "/proof?revision=1 audit:read",
        "/repair?projection=audit schema:write",
        "/search/reindex schema:write",
        "/actuator/metrics audit:read",
        "/actuator/prometheus audit:read"
      })
  void pathsNeedTheirScope(String pathAndScope) {
    String path = pathAndScope.split(" ", -1)[0];
    Scope scope = Scope.parse(pathAndScope.split(" ", -1)[1]).orElseThrow();
    boolean reads = Stream.of("/export", "/actuator", "/proof").anyMatch(path::startsWith);
    String body = reads ? null : "";
    List<Scope> others = List.of(Scope.values()).stream().filter(it -> it != scope).toList();

    HttpResponse<String> refused =
        gateway.send(gateway.tokens().of("ann", others, List.of("*"), List.of("*")), path, body);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("FORBIDDEN");
    assertThat(
            gateway
                .send(
                    gateway.tokens().of("ann", List.of(scope), List.of("*"), List.of("*")),
                    path,
                    body)
                .statusCode())
        .isLessThan(300);
    assertThat(gateway.send(null, path, body).statusCode()).isEqualTo(401);
  }

  @Test
  void anybodySeesWhetherItLivesAndThePageToAskFrom() {
    assertThat(gateway.send(null, "/actuator/health/readiness", null).statusCode()).isEqualTo(200);
    assertThat(gateway.send(null, "/actuator/health", null).statusCode()).isEqualTo(401);
    assertThat(gateway.send(null, "/graphiql/", null).statusCode()).isLessThan(400);
    assertThat(gateway.send(null, "/schema.graphqls", null).statusCode()).isEqualTo(401);
  }
}
