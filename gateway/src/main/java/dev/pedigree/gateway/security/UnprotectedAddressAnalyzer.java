package dev.pedigree.gateway.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how the gateway may listen elsewhere. */
final class UnprotectedAddressAnalyzer
    extends AbstractFailureAnalyzer<UnprotectedAddressException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, UnprotectedAddressException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Set spring.security.oauth2.resourceserver.jwt.issuer-uri, .jwk-set-uri or"
            + " .public-key-location, so that callers show who they are; or listen on 127.0.0.1.",
        cause);
  }
}
