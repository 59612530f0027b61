package dev.pedigree.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final WebhookProperties properties =
      new WebhookProperties(
          true,
          100,
          List.of(),
          Duration.ofSeconds(10),
          10,
          Duration.ofSeconds(1),
          Duration.ofMinutes(10));

  @Test
  void waitsForTheTimeOfTheNextAttempt() {
    assertThat(properties.pauseUntil(NOW.plusSeconds(7), NOW)).isEqualTo(Duration.ofSeconds(7));
    assertThat(properties.pauseUntil(NOW.minusSeconds(7), NOW)).isNegative();
  }

  @Test
  void doesNotWaitForDaysWhenTheClockHasJumpedBack() {
    assertThat(properties.pauseUntil(NOW.plus(Duration.ofDays(400)), NOW))
        .isEqualTo(Duration.ofMinutes(10));
  }
}
