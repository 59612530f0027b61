package dev.pedigree.gateway.http;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Turns away requests that name no valid caller, and GraphQL requests that are too large. */
@Component
final class RequestGate extends OncePerRequestFilter {
  private final CallerResolver callers;
  private final long maxBytes;
  private final JsonMapper json;

  RequestGate(CallerResolver callers, GatewayProperties properties, JsonMapper json) {
    this.callers = callers;
    this.maxBytes = properties.limits().request().toBytes();
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      callers.resolve(request.getHeader(CallerResolver.HEADER));
    } catch (RefusedException e) {
      refuse(response, HttpStatus.BAD_REQUEST, e.refusals().getFirst());
      return;
    }
    if (!request.getRequestURI().equals("/graphql")) {
      chain.doFilter(request, response);
    } else if (request.getContentLengthLong() > maxBytes) {
      refuse(response, HttpStatus.CONTENT_TOO_LARGE, tooLarge());
    } else {
      chain.doFilter(new BoundedRequest(request, maxBytes), response);
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        ErrorCode.TOO_LARGE,
        "the request is too large (expected: at most " + maxBytes + " bytes)",
        null);
  }

  private void refuse(HttpServletResponse response, HttpStatus status, Refusal refusal)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            json.writeValueAsBytes(
                Map.of("code", refusal.code().name(), "message", refusal.message())));
  }
}
