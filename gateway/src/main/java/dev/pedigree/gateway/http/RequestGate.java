package dev.pedigree.gateway.http;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.caller.CallerToken;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
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
  private final BodyBudget bodies;
  private final RefusalWriter refusals;

  RequestGate(
      Hosts hosts,
      CallerResolver callers,
      GatewayProperties properties,
      BodyBudget bodies,
      RefusalWriter refusals) {
    this.hosts = hosts;
    this.callers = callers;
    this.bodies = bodies;
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
    if (request.getMethod().equals("GET") && !isDecodable(request)) {
      refusals.write(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          invalid("the address: not well encoded (expected: UTF-8, by %XX where needed)"));
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

  /** Of the parameters; whoever asks for them later is not ready for such a failure. */
  private static boolean isDecodable(HttpServletRequest request) {
    try {
      var _ = request.getParameterMap();
      return true;
    } catch (IllegalStateException e) {
      return false;
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
      bounded(request, response, chain);
    }
  }

  private void bounded(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Caller caller = (Caller) Objects.requireNonNull(request.getAttribute(CallerResolver.ATTRIBUTE));
    BodyBudget.Share share = bodies.share(caller.name());
    try {
      chain.doFilter(new BoundedRequest(request, maxBytes, share), response);
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new Closing(share));
      } else {
        share.close();
      }
    }
  }

  /** Closes what a request holds when it is answered. */
  private record Closing(BodyBudget.Share share) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      share.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    /** A listener is forgotten when the request is dispatched once more. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    try {
      return contentType != null
          && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
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
