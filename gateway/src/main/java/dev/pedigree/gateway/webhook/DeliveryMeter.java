package dev.pedigree.gateway.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * {@code pedigree.webhook.attempts} by {@code outcome} (delivered, failed), and {@code
 * pedigree.webhook.dead.letters}: deliveries that were given up.
 */
@Component
final class DeliveryMeter {
  private final Counter delivered;
  private final Counter failed;
  private final Counter givenUp;

  DeliveryMeter(MeterRegistry registry) {
    this.delivered = attempts(registry, "delivered");
    this.failed = attempts(registry, "failed");
    this.givenUp = registry.counter("pedigree.webhook.dead.letters");
  }

  private static Counter attempts(MeterRegistry registry, String outcome) {
    return registry.counter("pedigree.webhook.attempts", "outcome", outcome);
  }

  void delivered() {
    delivered.increment();
  }

  void failed() {
    failed.increment();
  }

  void givenUp() {
    givenUp.increment();
  }
}
