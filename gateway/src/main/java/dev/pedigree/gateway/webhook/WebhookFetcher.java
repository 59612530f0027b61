package dev.pedigree.gateway.webhook;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsMutation;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.input.InputNode;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.webhook.DeadLetter;
import dev.pedigree.graph.webhook.Webhook;
import dev.pedigree.graph.webhook.Webhooks;
import graphql.schema.DataFetchingEnvironment;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts, shows and deletes webhooks, and delivers once more. */
@DgsComponent
final class WebhookFetcher {
  private static final int MOST_DEAD_LETTERS = 10_000;

  private final WebhookProperties properties;
  private final Targets targets;
  private final Messages messages;
  private final WebhookClient client;
  private final int limit;
  private final Clock clock = Clock.systemUTC();

  WebhookFetcher(
      WebhookProperties properties,
      GatewayProperties gateway,
      Targets targets,
      Messages messages,
      WebhookClient client) {
    this.properties = properties;
    this.limit = gateway.limits().page();
    this.targets = targets;
    this.messages = messages;
    this.client = client;
  }

  @DgsQuery
  CompletableFuture<List<WebhookView>> webhooks(DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    Snapshot snapshot = operation.snapshot(env);
    return later(
        operation,
        () ->
            operation.graph().webhooks().all().stream()
                .filter(it -> isFor(operation.caller(), it))
                .map(it -> new WebhookView(it, snapshot))
                .toList());
  }

  @DgsQuery
  CompletableFuture<@Nullable WebhookView> webhook(
      @InputArgument String name, DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    Snapshot snapshot = operation.snapshot(env);
    return later(
        operation,
        () ->
            operation
                .graph()
                .webhooks()
                .find(name)
                .filter(it -> isFor(operation.caller(), it))
                .map(it -> new WebhookView(it, snapshot))
                .orElse(null));
  }

  /** Those of others name artifacts wherever their owners may read. */
  private static boolean isFor(Caller caller, Webhook webhook) {
    return webhook.owner().equals(caller.name())
        || (caller.may(Scope.AUDIT) && caller.reads().everywhere());
  }

  /** The store is waited for. */
  private static <T extends @Nullable Object> CompletableFuture<T> later(
      Operation operation, Supplier<T> answer) {
    return CompletableFuture.supplyAsync(answer, operation.oneAtATime());
  }

  @DgsData(parentType = "Webhook")
  CompletableFuture<DeadLetterConnection> deadLetters(DataFetchingEnvironment env) {
    WebhookView view = Objects.requireNonNull(env.<WebhookView>getSource());
    Operation operation = Operation.of(env);
    PageRequest page = PageRequest.of(env, view.name(), limit);
    return later(
        operation,
        () -> {
          List<DeadLetterView> letters =
              operation.graph().webhooks().deadLetters(view.name(), 0, MOST_DEAD_LETTERS).stream()
                  .map(DeadLetterView::of)
                  .toList();
          return new DeadLetterConnection(page.cut(letters, view.snapshot().revision()));
        });
  }

  @DgsMutation
  CompletableFuture<Put> putWebhook(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    Operation operation = Operation.of(env);
    if (!operation.caller().may(Scope.READ)) {
      throw new RefusedException(
          ErrorCode.FORBIDDEN,
          "input: " + operation.caller().name() + " may not read what a webhook tells",
          "input");
    }
    Snapshot snapshot = operation.snapshot(env);
    WantedWebhook wanted = WantedWebhook.of(input, operation, snapshot);
    return later(
        operation,
        () -> {
          check(wanted.url());
          return put(wanted, operation, snapshot);
        });
  }

  private void check(URI url) {
    try {
      targets.check(url);
    } catch (TargetException e) {
      throw new RefusedException(
          ErrorCode.INVALID_VALUE, "input.url: " + e.getMessage(), "input.url");
    }
  }

  private Put put(WantedWebhook wanted, Operation operation, Snapshot snapshot) {
    Webhooks webhooks = operation.graph().webhooks();
    Webhook before = webhooks.find(wanted.name()).orElse(null);
    if (before != null && !isFor(operation.caller(), before)) {
      throw new RefusedException(
          ErrorCode.NAME_TAKEN,
          "input.name: " + wanted.name() + " is somebody else's (expected: another name)",
          "input.name");
    }
    if (before == null && webhooks.all().size() >= properties.most()) {
      throw new RefusedException(
          ErrorCode.TOO_LARGE,
          "webhooks: there are " + properties.most() + " (expected: no more; delete some)",
          "input");
    }
    boolean isNewSecret = before == null || wanted.rotated();
    Webhook webhook = wanted.inPlaceOf(before, operation.caller(), snapshot, clock.instant());
    if (!webhooks.put(webhook, before == null ? null : before.version())) {
      throw overtaken(wanted.name());
    }
    return new Put(
        new WebhookView(webhook, snapshot), isNewSecret ? webhook.secret().text() : null);
  }

  private static RefusedException overtaken(String name) {
    return new RefusedException(
        ErrorCode.UNAVAILABLE,
        "webhook " + name + " was changed in this moment (expected: ask again)",
        "input.name");
  }

  @DgsMutation
  CompletableFuture<Deleted> deleteWebhook(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    Operation operation = Operation.of(env);
    return later(
        operation,
        () -> {
          Webhook webhook = own(operation, input, "name");
          if (!operation.graph().webhooks().delete(webhook)) {
            throw overtaken(webhook.name());
          }
          return new Deleted(webhook.name());
        });
  }

  private static Webhook own(Operation operation, InputNode input, String field) {
    String name = input.need(field);
    String path = "input." + field;
    return operation
        .graph()
        .webhooks()
        .find(name)
        .filter(it -> isFor(operation.caller(), it))
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.NOT_FOUND,
                    path + ": " + Shown.text(name) + " (expected: the name of a webhook)",
                    path));
  }

  @DgsMutation
  CompletableFuture<Redelivered> redeliver(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    Operation operation = Operation.of(env);
    long revision =
        operation
            .at((Long) Objects.requireNonNull(input.get("revision")), "input.revision")
            .revision();
    return later(
        operation,
        () -> {
          Webhook webhook = own(operation, input, "webhook");
          Message message =
              messages
                  .of(webhook, operation.graph().change(Messages.reader(webhook), revision))
                  .orElseThrow(
                      () ->
                          RefusedException.invalid(
                              "input.revision", revision, "a change that the webhook tells of"));
          return switch (client.deliver(webhook, message)) {
            case Outcome.Delivered _ -> {
              operation.graph().webhooks().unbury(webhook.name(), revision);
              yield new Redelivered(true, null);
            }
            case Outcome.Failed failed -> new Redelivered(false, failed.why());
          };
        });
  }

  /**
   * What became of the request.
   *
   * @param secret null: it is the one that was told before
   */
  record Put(WebhookView webhook, @Nullable String secret) {
    @Override
    public String toString() {
      return "Put[" + webhook.name() + "]";
    }
  }

  /** What became of the request. */
  record Deleted(String name) {}

  /**
   * What became of the request.
   *
   * @param message null: it was delivered
   */
  record Redelivered(boolean delivered, @Nullable String message) {}

  /** A message that was given up, as clients see it. */
  record DeadLetterView(long revision, Instant at, int attempts, String message) {
    static DeadLetterView of(DeadLetter letter) {
      return new DeadLetterView(
          letter.revision(), letter.at(), letter.attempts(), letter.failure());
    }
  }

  /** A page of them. */
  record DeadLetterConnection(Page<DeadLetterView> page) {
    public int totalCount() {
      return page.total();
    }

    public List<DeadLetterView> nodes() {
      return page.items();
    }

    public Page.PageInfo pageInfo() {
      return page.info();
    }
  }
}
