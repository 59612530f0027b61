package dev.pedigree.gateway.security;

import dev.pedigree.gateway.http.RefusalWriter;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Tells those who are not let in why, in the form that all refusals have. */
@Component
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
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
