package dev.pedigree.gateway.security;

import dev.pedigree.gateway.http.RefusalWriter;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Tells those who are not let in why, in the form that all refusals have. */
@Component
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private final BearerTokenAuthenticationEntryPoint header =
      new BearerTokenAuthenticationEntryPoint();
  private final RefusalWriter refusals;

  Refusals(RefusalWriter refusals) {
    this.refusals = refusals;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    header.commence(request, response, why);
    refusals.write(
        request,
        response,
        HttpStatus.UNAUTHORIZED,
        new Refusal(
            ErrorCode.UNAUTHENTICATED,
            request.getHeader("Authorization") == null
                ? "Authorization: none (expected: Bearer and a token)"
                : "Authorization: no valid token (expected: Bearer and one that is signed by whom"
                    + " the gateway trusts, and valid now)",
            null));
  }

  /**
   * Tells that a token was not let in: it is wrong or, which the caller cannot help, nobody can
   * tell as long as its issuer gives no keys.
   */
  void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (!(why instanceof AuthenticationServiceException)) {
      commence(request, response, why);
      return;
    }
    log.warn("No token can be verified: {}", reason(why));
    refusals.write(
        request,
        response,
        HttpStatus.SERVICE_UNAVAILABLE,
        new Refusal(
            ErrorCode.UNAVAILABLE,
            "Authorization: no token can be verified now, the keys of its issuer cannot be read",
            null));
  }

  private static String reason(Throwable why) {
    Throwable last = why;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return why.getMessage() + " (" + last + ")";
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    refusals.write(
        request,
        response,
        HttpStatus.FORBIDDEN,
        new Refusal(
            ErrorCode.FORBIDDEN,
            request.getRequestURI() + ": the token has not the scope that this needs",
            null));
  }
}
