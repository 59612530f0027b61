package dev.pedigree.gateway.security;

import dev.pedigree.graph.caller.Scope;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Lets requests in: all of them where no token can be verified, and then only from this machine
 * (see {@link ListeningRule}); else those with a token of the scope that their path needs. What an
 * operation of GraphQL needs is decided by its fields.
 *
 * <p>There are no sessions and no cookies, so nothing that a browser sends by itself identifies
 * anybody: forged requests (CSRF) have nothing to ride on.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {
  /** GraphiQL draws with styles of its own making, and works in a worker made of a text. */
  private static final String CONTENT_POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self' data:; worker-src 'self' blob:; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** Where nothing but websockets is answered; who asks over one says who they are in it. */
  private static final String SOCKET = "/graphql/ws";

  /** What anybody may get: pages without data, and whether the process lives. */
  private static final String[] OPEN = {
    "/",
    "/index.html",
    "/favicon.svg",
    "/graphiql/**",
    "/graphiql",
    SOCKET,
    "/actuator/health/liveness",
    "/actuator/health/readiness"
  };

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      ObjectProvider<JwtDecoder> decoder,
      SecurityProperties properties,
      Refusals refusals) {
    http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .cors(it -> it.configurationSource(origins(properties)))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            it ->
                it.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY)));
    JwtDecoder tokens = decoder.getIfAvailable();
    if (tokens == null) {
      return http.authorizeHttpRequests(it -> it.anyRequest().permitAll()).build();
    }
    return http.authorizeHttpRequests(it -> authorize(it, properties))
        .oauth2ResourceServer(
            it ->
                it.jwt(
                        jwt ->
                            jwt.decoder(decoding(tokens))
                                .jwtAuthenticationConverter(new TokenReader(properties)))
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .withObjectPostProcessor(failures(refusals)))
        .exceptionHandling(
            it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .build();
  }

  private static void authorize(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      SecurityProperties properties) {
    if (properties.openMetrics()) {
      requests.requestMatchers(HttpMethod.GET, "/actuator/prometheus").permitAll();
    }
    requests
        .requestMatchers(OPEN)
        .permitAll()
        .requestMatchers(
            "/import", "/import/*", "/retract", "/api/v1/lineage", "/api/v1/lineage/batch")
        .hasAuthority(TokenReader.authority(Scope.RECORD))
        .requestMatchers("/export", "/manifest/verify")
        .hasAuthority(TokenReader.authority(Scope.READ))
        .requestMatchers("/verify", "/proof")
        .hasAuthority(TokenReader.authority(Scope.AUDIT))
        .requestMatchers(HttpMethod.POST, "/search/reindex", "/repair")
        .hasAuthority(TokenReader.authority(Scope.SCHEMA))
        .requestMatchers("/search/reindex", "/actuator/**")
        .hasAuthority(TokenReader.authority(Scope.AUDIT))
        .anyRequest()
        .authenticated();
  }

  /** An issuer that cannot be asked at first is one that cannot be asked later: nobody's fault. */
  private static JwtDecoder decoding(JwtDecoder tokens) {
    return token -> {
      try {
        return tokens.decode(token);
      } catch (JwtDecoderInitializationException e) {
        throw new JwtException(String.valueOf(e.getMessage()), e);
      }
    };
  }

  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> failures(Refusals refusals) {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler(refusals::failed);
        return filter;
      }
    };
  }

  private static CorsConfigurationSource origins(SecurityProperties properties) {
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    if (!properties.corsOrigins().isEmpty()) {
      CorsConfiguration allowed = new CorsConfiguration();
      allowed.setAllowedOrigins(properties.corsOrigins());
      allowed.setAllowedMethods(List.of("GET", "POST"));
      allowed.setAllowedHeaders(List.of("*"));
      source.registerCorsConfiguration("/**", allowed);
    }
    return source;
  }
}
