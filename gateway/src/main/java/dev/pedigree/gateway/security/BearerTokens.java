package dev.pedigree.gateway.security;

import dev.pedigree.gateway.caller.CallerToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.stereotype.Component;

/** Verifies tokens that do not come in a header. */
@Component
public final class BearerTokens {
  private final @Nullable JwtAuthenticationProvider provider;

  BearerTokens(ObjectProvider<JwtDecoder> decoder, SecurityProperties properties) {
    this.provider =
        Optional.ofNullable(decoder.getIfAvailable())
            .map(
                it -> {
                  JwtAuthenticationProvider verifying = new JwtAuthenticationProvider(it);
                  verifying.setJwtAuthenticationConverter(new TokenReader(properties));
                  return verifying;
                })
            .orElse(null);
  }

  /** Whether callers have to show one. */
  public boolean areRequired() {
    return provider != null;
  }

  /**
   * Whom a token names.
   *
   * @throws org.springframework.security.core.AuthenticationException if it is not valid
   */
  public CallerToken read(String token) {
    if (provider == null || token.isEmpty()) {
      throw new InvalidBearerTokenException("none");
    }
    if (provider.authenticate(new BearerTokenAuthenticationToken(token))
        instanceof CallerToken it) {
      return it;
    }
    throw new InvalidBearerTokenException("names nobody");
  }
}
