package dev.pedigree.gateway.caller;

import dev.pedigree.graph.caller.Caller;
import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A token that was verified, and whom it names. */
public final class CallerToken extends JwtAuthenticationToken {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never written anywhere: there are no sessions
  private final Caller caller;

  /** Of a token that says so. */
  public CallerToken(Jwt token, Collection<? extends GrantedAuthority> authorities, Caller caller) {
    super(token, authorities, caller.name());
    this.caller = caller;
  }

  public Caller caller() {
    return caller;
  }
}
