package dev.pedigree.gateway.http;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets clients keep what a GET answered, for themselves, and ask whether it still holds. Nothing is
 * promised for longer: even an answer about a past revision changes once something in it is erased.
 * The tag is of data and revision; what the answer cost, and what is left to the caller, is not
 * what was asked.
 */
final class Revalidation {
  private static final String REVISION = "revision";

  private final JsonMapper json;

  Revalidation(JsonMapper json) {
    this.json = json;
  }

  /** Status 304 without a body, if the client has the answer; errors are not to be kept. */
  ServerResponse answer(
      ServerRequest request, ServerResponse.BodyBuilder response, WebGraphQlResponse answer) {
    response.varyBy(HttpHeaders.AUTHORIZATION, "X-Pedigree-Caller", HttpHeaders.ACCEPT);
    if (!answer.getExecutionResult().getErrors().isEmpty()) {
      return response.cacheControl(CacheControl.noStore()).body(answer.toMap());
    }
    String tag = tag(answer);
    CacheControl asked = CacheControl.noCache().cachePrivate();
    if (isKnown(request, tag)) {
      return ServerResponse.status(304)
          .eTag(tag)
          .cacheControl(asked)
          .varyBy(HttpHeaders.AUTHORIZATION, "X-Pedigree-Caller", HttpHeaders.ACCEPT)
          .build();
    }
    return response.eTag(tag).cacheControl(asked).body(answer.toMap());
  }

  private String tag(WebGraphQlResponse answer) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("data", answer.getData());
    told.put(REVISION, answer.getExtensions().get(REVISION));
    MessageDigest hash = sha256();
    // An answer is kept as it is, not as text too, which may be many times as large.
    json.writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), hash), told);
    return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash.digest()) + '"';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean isKnown(ServerRequest request, String tag) {
    return request.headers().header(HttpHeaders.IF_NONE_MATCH).stream()
        .flatMap(it -> Stream.of(it.split(",", -1)))
        .map(String::strip)
        .anyMatch(it -> it.equals("*") || Objects.equals(opaque(it), opaque(tag)));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
