package dev.pedigree.gateway.webhook;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.Duty;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.webhook.Webhook;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Delivers to all webhooks, while it is this gateway's turn: one of all replicas does. */
@Component
final class Deliveries implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final GraphService graph;
  private final Messages messages;
  private final WebhookClient client;
  private final WebhookProperties properties;
  private final DeliveryMeter meter;
  private @Nullable Thread beginning;
  private @Nullable Duty duty;

  Deliveries(
      GraphService graph,
      Messages messages,
      WebhookClient client,
      WebhookProperties properties,
      DeliveryMeter meter) {
    this.graph = graph;
    this.messages = messages;
    this.client = client;
    this.properties = properties;
    this.meter = meter;
  }

  @Override
  public synchronized void start() {
    if (properties.deliver()) {
      beginning = Thread.ofVirtual().name("webhooks-begin").start(this::begin);
    }
  }

  /** As soon as the graph is there. */
  private void begin() {
    try {
      while (!begun()) {
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean begun() {
    if (beginning == null) {
      return true;
    }
    try {
      duty = graph.webhooks().duty(Round::new);
      duty.start();
      return true;
    } catch (UnavailableException e) {
      LOG.debug("no webhooks yet: {}", e.getMessage());
      return false;
    }
  }

  /** As long as it is this gateway's turn. */
  private final class Round implements Duty.Work {
    private final Map<UUID, Delivery> deliveries = new HashMap<>();
    private final Thread thread;

    Round() {
      thread = Thread.ofVirtual().name("webhooks").start(this::run);
    }

    private void run() {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          look();
          Thread.sleep(LOOK_EVERY);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Whose webhook has changed or is gone gets no more under the old one. */
    private void look() {
      try {
        List<Webhook> all = graph.webhooks().all();
        deliveries
            .entrySet()
            .removeIf(
                it -> {
                  boolean isGone = all.stream().noneMatch(now -> now.version().equals(it.getKey()));
                  if (isGone) {
                    it.getValue().close();
                  }
                  return isGone;
                });
        for (Webhook webhook : all) {
          deliveries.computeIfAbsent(
              webhook.version(),
              _ -> new Delivery(webhook, graph, messages, client, properties, meter));
        }
      } catch (UnavailableException e) {
        LOG.info("webhooks: {}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("webhooks: looks again", e);
      }
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      deliveries.values().forEach(Delivery::close);
    }
  }

  @Override
  public void stop() {
    Duty ended;
    synchronized (this) {
      ended = duty;
      duty = null;
      beginning = null;
    }
    if (ended != null) {
      ended.close();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return beginning != null;
  }
}
