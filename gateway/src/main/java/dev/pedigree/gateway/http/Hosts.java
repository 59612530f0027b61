package dev.pedigree.gateway.http;

import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The names under which the gateway is asked. A page of somebody else's, whose name was made to
 * lead here (DNS rebinding), is told by the name that the browser sends.
 */
@Component
final class Hosts {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final String ANY = "*";

  private final Set<String> names = new LinkedHashSet<>(LOOPBACK);

  Hosts(GatewayProperties properties) {
    properties.http().hosts().forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
  }

  /** Empty: the request names one of them, with whatever port. */
  Optional<Refusal> refusal(HttpServletRequest request) {
    String host = request.getServerName().toLowerCase(Locale.ROOT);
    if (names.contains(ANY) || names.contains(host)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            ErrorCode.FORBIDDEN,
            "Host: "
                + Shown.text(host)
                + " (expected: one of "
                + String.join(", ", names)
                + "; pedigree.http.hosts sets others)",
            null));
  }
}
