package dev.pedigree.gateway.security;

import dev.pedigree.gateway.caller.CallerToken;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.caller.Scope;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Reads a verified token: who the caller is, its scopes and namespaces. */
final class TokenReader implements Converter<Jwt, AbstractAuthenticationToken> {
  private static final String ALL = "*";
  private static final String SCOPE = "SCOPE_";
  private static final Pattern NAME =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");

  private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();
  private final SecurityProperties properties;

  TokenReader(SecurityProperties properties) {
    this.properties = properties;
  }

  /** The authority that Spring gives to a caller with {@code scope}. */
  static String authority(Scope scope) {
    return SCOPE + scope.text();
  }

  /**
   * A caller with the scopes of the claims {@code scope} or {@code scp}; those of others are left
   * out. Without a claim for namespaces there are none.
   *
   * @throws InvalidBearerTokenException if a claim is not what it should be
   */
  @Override
  public CallerToken convert(Jwt token) {
    Collection<GrantedAuthority> authorities = scopes.convert(token);
    Set<Scope> granted = new LinkedHashSet<>();
    for (GrantedAuthority authority : authorities) {
      Optional.ofNullable(authority.getAuthority())
          .map(text -> text.substring(SCOPE.length()))
          .flatMap(Scope::parse)
          .ifPresent(granted::add);
    }
    Caller caller =
        new Caller(
            name(token),
            granted,
            namespaces(token, properties.readClaim()),
            namespaces(token, properties.writeClaim()));
    return new CallerToken(token, authorities, caller);
  }

  private String name(Jwt token) {
    Object name = token.getClaims().get(properties.nameClaim());
    if (!(name instanceof String text) || !NAME.matcher(text).matches()) {
      throw new InvalidBearerTokenException(
          properties.nameClaim() + " (expected: 1 to 200 printable ASCII characters)");
    }
    return text;
  }

  private static Namespaces namespaces(Jwt token, String claim) {
    Object value = token.getClaims().get(claim);
    Set<String> names = new LinkedHashSet<>();
    switch (value) {
      case null -> {}
      case String one -> names.add(one);
      case Collection<?> list -> list.forEach(each -> names.add(text(each, claim)));
      default -> throw wrong(claim);
    }
    return names.contains(ALL) ? Namespaces.ALL : Namespaces.of(names);
  }

  private static String text(Object value, String claim) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(claim);
  }

  private static InvalidBearerTokenException wrong(String claim) {
    return new InvalidBearerTokenException(claim + " (expected: a list of namespaces, or *)");
  }
}
