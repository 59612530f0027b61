package dev.pedigree.gateway.socket;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.caller.CallerToken;
import dev.pedigree.gateway.security.BearerTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Hands on who opens a connection: whom the token of its first request names or, where no tokens
 * are asked for, whoever it is. Otherwise nobody is known yet.
 */
final class HandshakeCaller implements HandshakeInterceptor {
  private final BearerTokens tokens;

  HandshakeCaller(BearerTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    HttpServletRequest opening = ((ServletServerHttpRequest) request).getServletRequest();
    if (!tokens.areRequired() || opening.getUserPrincipal() instanceof CallerToken) {
      Stream.of(CallerResolver.ATTRIBUTE, CallerResolver.EXPIRES)
          .forEach(
              name -> {
                Object value = opening.getAttribute(name);
                if (value != null) {
                  attributes.put(name, value);
                }
              });
    }
    return true;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception failure) {}
}
