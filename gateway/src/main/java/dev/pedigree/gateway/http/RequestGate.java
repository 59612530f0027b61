package dev.pedigree.gateway.http;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.caller.CallerToken;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away requests under a name that is not the gateway's, requests that name no valid caller,
 * and GraphQL requests that are not JSON, too large, or made by a page of another site.
 */
@Component
final class RequestGate extends OncePerRequestFilter {
  private final Hosts hosts;
  private final CallerResolver callers;
  private final long maxBytes;
  private final RefusalWriter refusals;

  RequestGate(
      Hosts hosts, CallerResolver callers, GatewayProperties properties, RefusalWriter refusals) {
    this.hosts = hosts;
    this.callers = callers;
    this.maxBytes = properties.limits().request().toBytes();
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Refusal> host = hosts.refusal(request);
    if (host.isPresent()) {
      refusals.write(request, response, HttpStatus.FORBIDDEN, host.get());
      return;
    }
    try {
      request.setAttribute(CallerResolver.ATTRIBUTE, callers.resolve(request));
      if (request.getUserPrincipal() instanceof CallerToken token) {
        request.setAttribute(CallerResolver.EXPIRES, token.getToken().getExpiresAt());
      }
    } catch (RefusedException e) {
      refusals.write(request, response, HttpStatus.BAD_REQUEST, e.refusals().getFirst());
      return;
    }
    if (RefusalWriter.isGraphQL(request)) {
      graphQL(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void graphQL(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    switch (request.getMethod()) {
      case "GET" -> get(request, response, chain);
      case "POST" -> post(request, response, chain);
      default -> {
        response.setHeader("Allow", "GET, POST");
        refusals.write(
            request,
            response,
            HttpStatus.METHOD_NOT_ALLOWED,
            invalid(request.getMethod() + " (expected: GET or POST)"));
      }
    }
  }

  private void get(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Refusal> forged = CrossSite.refusal(request);
    if (forged.isPresent()) {
      refusals.write(request, response, HttpStatus.FORBIDDEN, forged.get());
    } else {
      chain.doFilter(request, response);
    }
  }

  private void post(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isJson(request.getContentType())) {
      refusals.write(
          request, response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, notJson(request.getContentType()));
    } else if (request.getContentLengthLong() > maxBytes) {
      String message = String.valueOf(new TooLargeException(maxBytes).getMessage());
      refusals.write(
          request,
          response,
          HttpStatus.CONTENT_TOO_LARGE,
          new Refusal(ErrorCode.TOO_LARGE, message, null));
    } else {
      chain.doFilter(new BoundedRequest(request, maxBytes), response);
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    try {
      return contentType != null
          && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private static Refusal notJson(@Nullable String contentType) {
    return invalid(
        "Content-Type: "
            + (contentType == null ? "none" : Shown.text(contentType))
            + " (expected: application/json)");
  }

  private static Refusal invalid(String message) {
    return new Refusal(ErrorCode.INVALID_VALUE, message, null);
  }
}
