package dev.pedigree.gateway.http;

import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that a page of another site had a browser make. A POST of JSON is one that
 * browsers ask leave for first; a GET is not, unless it carries a header that pages cannot add by
 * themselves. Browsers say in {@code Sec-Fetch-Site} where a request comes from; programs do not.
 */
final class CrossSite {
  private static final String SITE = "Sec-Fetch-Site";
  private static final Set<String> OWN = Set.of("same-origin", "none");

  /** Each makes a browser ask leave first; the last ones are those of Apollo's clients. */
  private static final List<String> ASKED_FOR =
      List.of(
          "Authorization",
          "X-Pedigree-Caller",
          "X-Requested-With",
          "GraphQL-Require-Preflight",
          "Apollo-Require-Preflight",
          "X-Apollo-Operation-Name");

  private CrossSite() {}

  /** Empty: nothing stands against a GET. */
  static Optional<Refusal> refusal(HttpServletRequest request) {
    @Nullable String site = request.getHeader(SITE);
    boolean asked = ASKED_FOR.stream().anyMatch(it -> request.getHeader(it) != null);
    return site == null || OWN.contains(site) || asked
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                ErrorCode.FORBIDDEN,
                "a GET from another site (expected: with a header GraphQL-Require-Preflight, from a"
                    + " page of one of pedigree.security.cors-origins; or a POST)",
                null));
  }
}
