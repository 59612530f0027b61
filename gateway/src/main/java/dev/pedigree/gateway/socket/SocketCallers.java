package dev.pedigree.gateway.socket;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.caller.CallerToken;
import dev.pedigree.gateway.caller.PerCaller;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.security.BearerTokens;
import dev.pedigree.graph.caller.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/**
 * Lets connections go on that say who they are, as many of each caller as one may have: a browser
 * cannot send headers when it opens one, so the token may also come in the first message, as {@code
 * Authorization} in its payload.
 */
@Component
final class SocketCallers {
  private static final String BEARER = "bearer ";
  private static final String COUNTED = SocketCallers.class.getName();
  private static final CloseStatus NOBODY = new CloseStatus(4401, "Unauthorized");
  private static final CloseStatus TOO_MANY = new CloseStatus(4429, "Too many websockets");

  private final BearerTokens tokens;
  private final PerCaller open;

  SocketCallers(BearerTokens tokens, GatewayProperties properties) {
    this.tokens = tokens;
    this.open = new PerCaller(properties.limits().callerSockets());
  }

  /** Whether the connection was let go on. */
  boolean isAdmitted(WebSocketSession session) {
    return session.getAttributes().containsKey(COUNTED);
  }

  /** Lets it go on; otherwise how to close it. */
  Optional<CloseStatus> admit(WebSocketSession session, Map<String, ?> payload) {
    Map<String, Object> attributes = session.getAttributes();
    if (!attributes.containsKey(CallerResolver.ATTRIBUTE)) {
      try {
        identify(attributes, tokens.read(token(payload)));
      } catch (AuthenticationException e) {
        return Optional.of(NOBODY);
      }
    }
    String caller =
        ((Caller) Objects.requireNonNull(attributes.get(CallerResolver.ATTRIBUTE))).name();
    if (!open.begin(caller)) {
      return Optional.of(TOO_MANY);
    }
    attributes.put(COUNTED, caller);
    if (!session.isOpen()) {
      left(session);
    }
    return Optional.empty();
  }

  private static void identify(Map<String, Object> attributes, CallerToken token) {
    attributes.put(CallerResolver.ATTRIBUTE, token.caller());
    Instant end = token.getToken().getExpiresAt();
    if (end != null) {
      attributes.put(CallerResolver.EXPIRES, end);
    }
  }

  /** The connection is closed. */
  void left(WebSocketSession session) {
    if (session.getAttributes().remove(COUNTED) instanceof String caller) {
      open.end(caller);
    }
  }

  /** Empty where there is none, which no token is. */
  private static String token(Map<String, ?> payload) {
    return payload.entrySet().stream()
        .filter(it -> it.getKey().equalsIgnoreCase("Authorization"))
        .map(it -> String.valueOf(it.getValue()))
        .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(it -> it.substring(BEARER.length()).strip())
        .findFirst()
        .orElse("");
  }
}
