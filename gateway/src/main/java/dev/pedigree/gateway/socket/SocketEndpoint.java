package dev.pedigree.gateway.socket;

import dev.pedigree.gateway.security.BearerTokens;
import dev.pedigree.gateway.security.SecurityProperties;
import dev.pedigree.gateway.socket.SocketMessages.BadMessageException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.support.GraphQlWebSocketMessage;
import org.springframework.graphql.server.support.GraphQlWebSocketMessageType;
import org.springframework.graphql.server.webmvc.GraphQlWebSocketHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The protocol graphql-transport-ws, as Spring speaks it, for pages of our own origin and of those
 * that are configured. A message is short: long documents are for POST.
 */
@Component
final class SocketEndpoint extends GraphQlWebSocketHandler {
  private static final int LONGEST_MESSAGE = 65_536;
  private static final int LONGEST_REASON = 120;
  private static final int INVALID = 4400;
  private static final Duration INIT = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

  private final SocketMessages messages;
  private final SocketCallers callers;
  private final HandshakeInterceptor openers;

  SocketEndpoint(
      WebGraphQlHandler graphQL,
      JsonMapper json,
      SecurityProperties properties,
      BearerTokens tokens,
      SocketCallers callers) {
    SocketMessages messages = new SocketMessages(json);
    super(graphQL, messages, INIT, KEEP_ALIVE, origins(properties));
    this.messages = messages;
    this.callers = callers;
    this.openers = new HandshakeCaller(tokens);
  }

  private static CorsConfiguration origins(SecurityProperties properties) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(properties.corsOrigins());
    return allowed;
  }

  @Override
  public WebSocketHttpRequestHandler initWebSocketHttpRequestHandler(HandshakeHandler handshake) {
    WebSocketHttpRequestHandler handler = super.initWebSocketHttpRequestHandler(handshake);
    List<HandshakeInterceptor> interceptors = new ArrayList<>(handler.getHandshakeInterceptors());
    interceptors.add(openers);
    handler.setHandshakeInterceptors(interceptors);
    return handler;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(LONGEST_MESSAGE);
    super.afterConnectionEstablished(session);
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
    try {
      if (callers.isAdmitted(session) || isAdmitted(session, messages.read(message.asBytes()))) {
        super.handleTextMessage(session, message);
      }
    } catch (BadMessageException e) {
      session.close(new CloseStatus(INVALID, reason(e)));
    }
  }

  /** Messages before the first one that counts are left to Spring, which closes for them. */
  private boolean isAdmitted(WebSocketSession session, GraphQlWebSocketMessage message)
      throws IOException {
    if (message.resolvedType() != GraphQlWebSocketMessageType.CONNECTION_INIT) {
      return true;
    }
    Optional<CloseStatus> refusal = callers.admit(session, message.getPayload());
    if (refusal.isPresent()) {
      session.close(refusal.get());
    }
    return refusal.isEmpty();
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    callers.left(session);
    super.afterConnectionClosed(session, status);
  }

  /** As long as the protocol lets one be. */
  private static String reason(BadMessageException bad) {
    String reason = ("Invalid message: " + bad.getMessage()).replaceAll("[^ -~]", "?");
    return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }
}
