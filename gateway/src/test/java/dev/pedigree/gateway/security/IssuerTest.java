package dev.pedigree.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.caller.CallerToken;
import dev.pedigree.gateway.http.RefusalWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The gateway's own rules for who is let in, on a real server, with a real issuer; what is asked
 * for behind them is a line of text.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerTest {
  private static final String JWT = "--spring.security.oauth2.resourceserver.jwt.";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Issuer issuer = Issuer.start(0);
  private final Doorkeeper byIssuer = Doorkeeper.of("issuer-uri=" + issuer.uri());

  @AfterAll
  void stop() {
    byIssuer.close();
    issuer.close();
    http.close();
  }

  /** Not to be found by a gateway that looks for its parts: what it needs is named. */
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    OAuth2ResourceServerAutoConfiguration.class
  })
  @Import({SecurityConfiguration.class, Refusals.class, RefusalWriter.class})
  static class Parts {
    @Bean
    RouterFunction<ServerResponse> routes() {
      return RouterFunctions.route()
          .GET(
              "/who",
              request ->
                  ServerResponse.ok()
                      .body(((CallerToken) request.principal().orElseThrow()).caller().name()))
          .GET(
              "/surprise",
              _ -> {
                throw new IllegalStateException("password is swordfish");
              })
          .build();
    }
  }

  private record Doorkeeper(ConfigurableApplicationContext context) implements AutoCloseable {
    static Doorkeeper of(String keys) {
      return new Doorkeeper(
          new SpringApplication(Parts.class)
              .run("--server.port=0", JWT + keys, JWT + "audiences=pedigree"));
    }

    int port() {
      return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
          .getPort();
    }

    @Override
    public void close() {
      context.close();
    }
  }

  private HttpResponse<String> ask(Doorkeeper at, String path, String token) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + path))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void letsIn(Doorkeeper at, String token) throws Exception {
    HttpResponse<String> answer = ask(at, "/who", token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ann");
  }

  private void turnsAway(Doorkeeper at, String token) throws Exception {
    HttpResponse<String> answer = ask(at, "/who", token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("\"UNAUTHENTICATED\"").doesNotContain("xception");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void letsInWhomTheIssuerVouchesFor() throws Exception {
    letsIn(byIssuer, issuer.token());
    letsIn(byIssuer, issuer.token("aud", List.of("others", "pedigree")));
  }

  @Test
  void turnsAwayTokensThatAreForOthersOrFromOthers() throws Exception {
    for (String token :
        Stream.of(
                issuer.token("iss", "https://login.example.org"),
                issuer.token("iss", null),
                issuer.token("aud", "somebody-else"),
                issuer.token("aud", null),
                issuer.token("exp", Date.from(Instant.now().minusSeconds(600))),
                issuer.signedWithThePublicKey())
            .toList()) {
      turnsAway(byIssuer, token);
    }
    try (Issuer other = Issuer.start(0)) {
      turnsAway(byIssuer, other.token("iss", issuer.uri()));
    }
  }

  @Test
  void takesUpNewKeysWithoutARestart() throws Exception {
    try (Issuer rotating = Issuer.start(0);
        Doorkeeper doorkeeper = Doorkeeper.of("jwk-set-uri=" + rotating.keysUri())) {
      String old = rotating.token();
      letsIn(doorkeeper, old);

      rotating.rotate();

      letsIn(doorkeeper, rotating.token());
      turnsAway(doorkeeper, old);
      letsIn(doorkeeper, rotating.token("iss", "https://login.example.org"));
    }
  }

  @Test
  void knowsTheOldKeysWhileNobodyGivesNewOnes() throws Exception {
    Issuer leaving = Issuer.start(0);
    try (Doorkeeper doorkeeper = Doorkeeper.of("jwk-set-uri=" + leaving.keysUri())) {
      String known = leaving.token();
      letsIn(doorkeeper, known);
      leaving.rotate();

      leaving.close();

      cannotTell(doorkeeper, leaving.token());
      letsIn(doorkeeper, known);
    }
  }

  private void cannotTell(Doorkeeper at, String token) throws Exception {
    HttpResponse<String> answer = ask(at, "/who", token);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("\"UNAVAILABLE\"", "no token can be verified now")
        .doesNotContain("xception", "127.0.0.1");
  }

  @Test
  void startsWithoutTheIssuerAndLetsInOnceItIsThere() throws Exception {
    Issuer first = Issuer.start(0);
    first.close();
    try (Doorkeeper doorkeeper = Doorkeeper.of("issuer-uri=" + first.uri())) {
      cannotTell(doorkeeper, first.token());

      try (Issuer there = Issuer.start(first.port())) {
        letsIn(doorkeeper, there.token());
      }
    }
  }

  @Test
  void errorsTellNothingOfTheInside() throws Exception {
    for (Map.Entry<String, Integer> each : Map.of("/surprise", 500, "/nothing", 404).entrySet()) {
      HttpResponse<String> answer = ask(byIssuer, each.getKey(), issuer.token());

      assertThat(answer.statusCode()).isEqualTo(each.getValue());
      assertThat(answer.body()).doesNotContain("swordfish", "xception", "\tat ", "trace");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }
}
