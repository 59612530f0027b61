package dev.pedigree.gateway.security;

/** The gateway was to listen where anybody could ask it anything. */
final class UnprotectedAddressException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnprotectedAddressException(String property, String address) {
    super(
        "%s: %s (expected: a loopback address, as long as no token can be verified)"
            .formatted(property, address));
  }
}
