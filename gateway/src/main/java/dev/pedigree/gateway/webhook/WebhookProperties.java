package dev.pedigree.gateway.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set, under {@code pedigree.webhooks}.
 *
 * @param deliver whether this gateway takes its turn at delivering
 * @param most how many webhooks there may be
 * @param privateNetworks networks that are not public, but that webhooks may reach all the same,
 *     also without TLS, as {@code 10.0.0.0/8}
 * @param timeout how long an answer is waited for, from the first byte sent to the last received
 * @param attempts at one delivery, until it is given up
 * @param firstPause between the first two; each next one is twice as long
 * @param longestPause but no longer than this
 */
@ConfigurationProperties("pedigree.webhooks")
record WebhookProperties(
    @DefaultValue("true") boolean deliver,
    @DefaultValue("100") int most,
    @DefaultValue List<String> privateNetworks,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("10") int attempts,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("10m") Duration longestPause) {
  WebhookProperties {
    privateNetworks = List.copyOf(privateNetworks);
  }

  /**
   * How long to wait for the time that an attempt was put off to. No longer than between any two:
   * who noted the time may have had a clock that was ahead.
   */
  Duration pauseUntil(Instant next, Instant now) {
    Duration pause = Duration.between(now, next);
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  /** How long to wait after so many attempts that have failed, at least one. */
  Duration pauseAfter(int attempts) {
    Duration pause = firstPause;
    for (int i = 1; i < attempts && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
