package dev.pedigree.gateway.webhook;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.projection.Duty;
import dev.pedigree.graph.service.ChangeFilter;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.RevisionNotReachedException;
import dev.pedigree.graph.webhook.DeadLetter;
import dev.pedigree.graph.webhook.Webhook;
import dev.pedigree.graph.webhook.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one webhook what the journal says, in its order, from where it is: the journal is the
 * queue. A delivery is attempted again and again until it succeeds or is given up; only then comes
 * the next one. Each comes at least once.
 */
final class Delivery implements Duty.Work {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int CHANGES_PER_READ = 128;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration NOTE_EVERY = Duration.ofSeconds(5);
  private static final Duration WHILE_UNAVAILABLE = Duration.ofSeconds(1);
  private static final int JITTER_PERCENT = 20;

  private final Webhook webhook;
  private final GraphService graph;
  private final Webhooks webhooks;
  private final Messages messages;
  private final WebhookClient client;
  private final WebhookProperties properties;
  private final DeliveryMeter meter;
  private final Clock clock = Clock.systemUTC();
  private final Thread thread;
  private volatile boolean stopped;

  /** Of the thread: up to where it is done. */
  private long revision;

  /** Up to where that is noted in the store, and when that was. */
  private long noted;

  private long notedNanos = System.nanoTime();

  Delivery(
      Webhook webhook,
      GraphService graph,
      Messages messages,
      WebhookClient client,
      WebhookProperties properties,
      DeliveryMeter meter) {
    this.webhook = webhook;
    this.graph = graph;
    this.webhooks = graph.webhooks();
    this.messages = messages;
    this.client = client;
    this.properties = properties;
    this.meter = meter;
    this.revision = webhook.revision();
    this.noted = revision;
    this.thread = Thread.ofVirtual().name("webhook-" + webhook.name()).start(this::run);
  }

  private void run() {
    while (!stopped) {
      try {
        step();
      } catch (UnavailableException e) {
        LOG.info("webhook {}: {}", webhook.name(), e.getMessage());
        sleep(WHILE_UNAVAILABLE);
      } catch (RuntimeException e) {
        LOG.error("webhook {} is behind revision {}", webhook.name(), revision, e);
        sleep(WHILE_UNAVAILABLE);
      }
    }
  }

  private void step() {
    if (isWritten(revision + 1)) {
      List<Change> changes =
          graph.journal(Messages.reader(webhook), revision, ChangeFilter.ALL, CHANGES_PER_READ);
      for (Change change : changes) {
        if (stopped) {
          return;
        }
        tell(change);
      }
    }
    if (revision > noted && System.nanoTime() - notedNanos > NOTE_EVERY.toNanos()) {
      note();
    }
  }

  private boolean isWritten(long wanted) {
    try {
      var _ = graph.snapshotAtLeast(Messages.reader(webhook), wanted, LOOK_EVERY);
      return true;
    } catch (RevisionNotReachedException e) {
      return false;
    }
  }

  private void tell(Change change) {
    Optional<Message> message = Optional.empty();
    try {
      message = messages.of(webhook, change);
    } catch (BudgetExceededException e) {
      bury(change, 0, "what the change affects could not be found out: " + e.getMessage());
    }
    boolean done = message.map(it -> isDelivered(change, it)).orElse(true);
    if (done) {
      revision = change.revision();
      if (message.isPresent()) {
        note();
      }
    }
  }

  /** Whether it succeeded or is given up; false: stopped before. */
  private boolean isDelivered(Change change, Message message) {
    Webhook.Failing before = webhook.failing();
    int attempts = 0;
    if (before != null && before.revision() == change.revision()) {
      attempts = before.attempts();
      sleep(properties.pauseUntil(before.next(), clock.instant()));
    }
    while (!stopped) {
      if (!webhooks.isCurrent(webhook)) {
        stopped = true;
        return false;
      }
      Outcome outcome = client.deliver(webhook, message);
      attempts++;
      switch (outcome) {
        case Outcome.Delivered _ -> {
          meter.delivered();
          return true;
        }
        case Outcome.Failed failed -> {
          if (stopped) {
            return false;
          }
          meter.failed();
          if (attempts >= properties.attempts()) {
            bury(change, attempts, failed.why());
            return true;
          }
          retryLater(change, attempts, failed.why());
        }
      }
    }
    return false;
  }

  private void bury(Change change, int attempts, String why) {
    LOG.warn(
        "webhook {}: revision {} is given up after {} attempts: {}",
        webhook.name(),
        change.revision(),
        attempts,
        why);
    webhooks.bury(
        webhook.name(), new DeadLetter(change.revision(), clock.instant(), attempts, why));
    meter.givenUp();
  }

  private void retryLater(Change change, int attempts, String why) {
    Duration pause = jittered(properties.pauseAfter(attempts));
    Instant next = clock.instant().plus(pause);
    if (webhooks.failing(webhook, new Webhook.Failing(change.revision(), attempts, next, why))) {
      sleep(pause);
    } else {
      stopped = true;
    }
  }

  private static Duration jittered(Duration pause) {
    int percent = ThreadLocalRandom.current().nextInt(100, 100 + JITTER_PERCENT);
    return pause.multipliedBy(percent).dividedBy(100);
  }

  /** Where it is, unless it is somebody else's by now: then it stops. */
  private void note() {
    if (!webhooks.advance(webhook, revision)) {
      stopped = true;
    }
    noted = revision;
    notedNanos = System.nanoTime();
  }

  private void sleep(Duration pause) {
    try {
      if (!stopped && pause.isPositive()) {
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(WHILE_UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
