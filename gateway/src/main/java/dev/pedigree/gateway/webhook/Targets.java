package dev.pedigree.gateway.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Which servers webhooks reach: those with public addresses, by TLS, and those in networks that the
 * operator names. It is what names are looked up with, so that an address is checked in the moment
 * that it is used.
 */
@Component
final class Targets implements DnsResolver {
  /**
   * What the registries of special-purpose addresses (RFC 6890) do not call globally reachable, and
   * what leads to such addresses by translation.
   */
  private static final List<IpAddressMatcher> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(IpAddressMatcher::new)
          .toList();

  private static final IpAddressMatcher GLOBAL_UNICAST = new IpAddressMatcher("2000::/3");

  private final List<IpAddressMatcher> allowed;

  /**
   * Reads the networks.
   *
   * @throws IllegalArgumentException if one is none
   */
  Targets(WebhookProperties properties) {
    this.allowed =
        properties.privateNetworks().stream()
            .filter(network -> !network.isBlank())
            .map(Targets::network)
            .toList();
  }

  private static IpAddressMatcher network(String network) {
    try {
      return new IpAddressMatcher(network.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "pedigree.webhooks.private-networks: " + network + " (expected: such as 10.0.0.0/8)", e);
    }
  }

  /**
   * Looks a target up.
   *
   * @throws TargetException if it is not to be reached, or is not known
   */
  void check(URI target) throws TargetException {
    String host = target.getHost();
    boolean isPlain = "http".equalsIgnoreCase(target.getScheme());
    if (host == null || !(isPlain || "https".equalsIgnoreCase(target.getScheme()))) {
      throw new TargetException("not a URL of https");
    }
    InetAddress[] addresses = resolve(host);
    if (isPlain && !Arrays.stream(addresses).allMatch(this::isAllowed)) {
      throw new TargetException(
          "http to " + host + " (expected: https, but to pedigree.webhooks.private-networks)");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws TargetException {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      InetAddress[] reachable =
          Arrays.stream(InetAddress.getAllByName(name))
              .filter(address -> isPublic(address) || isAllowed(address))
              .toArray(InetAddress[]::new);
      if (reachable.length == 0) {
        throw new TargetException(
            host
                + " has no public address (expected: one, or one in"
                + " pedigree.webhooks.private-networks)");
      }
      return reachable;
    } catch (TargetException e) {
      throw e;
    } catch (UnknownHostException e) {
      throw new TargetException(host + " is not known");
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(network -> network.matches(address.getHostAddress()));
  }

  private static boolean isPublic(InetAddress address) {
    String text = address.getHostAddress();
    return SPECIAL.stream().noneMatch(network -> network.matches(text))
        && (!(address instanceof Inet6Address) || GLOBAL_UNICAST.matches(text));
  }
}
