package dev.pedigree.gateway.policy;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsMutation;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.input.InputNode;
import dev.pedigree.gateway.journal.ChangeRef;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.policy.InvalidPolicyException;
import dev.pedigree.graph.policy.Policy;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.policy.Violation;
import dev.pedigree.graph.policy.Waiver;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.PolicyRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Publishes, retires, waives and shows policies. */
@DgsComponent
final class PolicyFetcher {
  private static final String SOURCE = "input.source";

  private final int limit;

  PolicyFetcher(GatewayProperties properties) {
    this.limit = properties.limits().page();
  }

  @DgsQuery
  List<PolicyView> policies(@InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env, asOf, "asOf");
    return snapshot.policies().policies().values().stream()
        .map(entry -> PolicyView.of(snapshot, entry))
        .toList();
  }

  @DgsQuery
  @Nullable PolicyView policy(
      @InputArgument String name, @InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env, asOf, "asOf");
    PolicyBook.Entry entry = snapshot.policies().policies().get(name);
    return entry == null ? null : PolicyView.of(snapshot, entry);
  }

  @DgsData(parentType = "Policy")
  CompletableFuture<Instant> publishedAt(DataFetchingEnvironment env) {
    PolicyView policy = Objects.requireNonNull(env.<PolicyView>getSource());
    PolicyBook.Entry entry = policy.entry();
    return entry == null
        ? CompletableFuture.completedFuture(Instant.now())
        : new ChangeRef(policy.snapshot(), entry.revision(), null).load(env).thenApply(Change::at);
  }

  @DgsData(parentType = "Policy")
  ViolationConnection violations(DataFetchingEnvironment env) {
    PolicyView policy = Objects.requireNonNull(env.<PolicyView>getSource());
    Stage stage = Stage.valueOf(Objects.requireNonNull(env.<String>getArgument("stage")));
    PageRequest page = PageRequest.of(env, policy.name() + " " + policy.version(), limit);
    Snapshot snapshot = page.snapshot(Operation.of(env)::ofCursor, policy::snapshot);
    Budget budget = Operation.of(env).budget();
    List<ArtifactId> violators = snapshot.violators(policy.policy(), Set.of(stage), budget);
    return connection(page, snapshot, policy.policy(), violators, budget);
  }

  /** Only those on the page are asked why. */
  private static ViolationConnection connection(
      PageRequest page,
      Snapshot snapshot,
      Policy policy,
      List<ArtifactId> violators,
      Budget budget) {
    Page<ArtifactId> ids = page.cut(violators, snapshot.revision());
    List<Violation> violations = snapshot.violations(policy, ids.items(), budget);
    return new ViolationConnection(
        page.page(
            violations.stream().map(it -> ViolationView.of(snapshot, it)).toList(),
            ids.total(),
            snapshot.revision()));
  }

  @DgsMutation
  CompletableFuture<Published> publishPolicy(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    String source = input.need("source");
    Operation operation = Operation.of(env);
    if (Boolean.TRUE.equals(input.get("dryRun"))) {
      return CompletableFuture.completedFuture(
          tried(source, operation.snapshot(env), operation.caller()));
    }
    return operation
        .graph()
        .change(new PolicyRequest.Publish(input.text("requestId"), source), operation.caller())
        .thenApplyAsync(
            answer -> published(source, operation, RefusedException.unlessRecorded(answer)),
            operation.oneAtATime());
  }

  private static Published tried(String source, Snapshot snapshot, Caller caller) {
    if (!caller.may(Scope.POLICY)) {
      throw refused(
          ErrorCode.FORBIDDEN, "input: " + caller.name() + " may not change policies", "input");
    }
    try {
      Policy policy = snapshot.parsePolicy(source);
      snapshot
          .policies()
          .conflict(policy)
          .ifPresent(
              why -> {
                throw refused(ErrorCode.INVALID_VALUE, SOURCE + ": " + why, SOURCE);
              });
      return new Published(
          null,
          new PolicyView(snapshot, policy, null, caller.name()),
          before(snapshot, policy.name()));
    } catch (InvalidPolicyException e) {
      throw new RefusedException(
          e.problems().stream()
              .map(it -> new Refusal(ErrorCode.INVALID_VALUE, SOURCE + ": " + it, SOURCE))
              .toList());
    }
  }

  private static RefusedException refused(ErrorCode code, String message, String path) {
    return new RefusedException(List.of(new Refusal(code, message, path)));
  }

  private static Published published(
      String source, Operation operation, RecordAnswer.Recorded answer) {
    Snapshot snapshot = operation.written(answer.revision());
    String name = snapshot.parsePolicy(source).name();
    Snapshot earlier =
        operation.graph().snapshot(operation.caller(), Math.max(0, answer.revision() - 1));
    return new Published(
        answer.revision(), PolicyView.named(snapshot, name), before(earlier, name));
  }

  private static @Nullable Policy before(Snapshot snapshot, String name) {
    PolicyBook.Entry entry = snapshot.policies().policies().get(name);
    return entry == null || !entry.active() ? null : entry.policy();
  }

  @DgsData(parentType = "PublishPolicyPayload")
  ViolationConnection newViolations(DataFetchingEnvironment env) {
    Published published = Objects.requireNonNull(env.<Published>getSource());
    PolicyView policy = published.policy();
    PageRequest page = PageRequest.of(env, policy.name(), limit);
    Snapshot snapshot = policy.snapshot();
    Budget budget = Operation.of(env).budget();
    Set<ArtifactId> violators =
        new LinkedHashSet<>(snapshot.violators(policy.policy(), policy.policy().stages(), budget));
    Policy before = published.before();
    if (before != null) {
      snapshot.violators(before, before.stages(), budget).forEach(violators::remove);
    }
    return connection(page, snapshot, policy.policy(), List.copyOf(violators), budget);
  }

  @DgsMutation
  CompletableFuture<Retired> retirePolicy(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    String name = input.need("name");
    Operation operation = Operation.of(env);
    return operation
        .graph()
        .change(
            new PolicyRequest.Retire(input.text("requestId"), name, input.need("reason")),
            operation.caller())
        .thenApplyAsync(
            answer -> {
              long revision = RefusedException.unlessRecorded(answer).revision();
              return new Retired(revision, PolicyView.named(operation.written(revision), name));
            },
            operation.oneAtATime());
  }

  @DgsMutation
  CompletableFuture<Waived> waive(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    DateTime until = (DateTime) Objects.requireNonNull(input.get("until"));
    PolicyRequest.Waive request =
        new PolicyRequest.Waive(
            input.text("requestId"),
            input.need("policy"),
            input.need("artifact"),
            input.need("reason"),
            until.instant());
    Operation operation = Operation.of(env);
    return operation
        .graph()
        .change(request, operation.caller())
        .thenApplyAsync(
            answer -> waived(request, operation, RefusedException.unlessRecorded(answer)),
            operation.oneAtATime());
  }

  private static Waived waived(
      PolicyRequest.Waive request, Operation operation, RecordAnswer.Recorded answer) {
    Snapshot snapshot = operation.written(answer.revision());
    Waiver granted =
        snapshot.policies().waivers().stream()
            .filter(it -> it.policy().equals(request.policy()))
            .filter(it -> it.artifact().equals(answer.artifacts().getFirst()))
            .findFirst()
            .orElseThrow();
    return new Waived(answer.revision(), new WaiverView(snapshot, granted));
  }

  /**
   * What became of a policy that was to be published.
   *
   * @param revision null: it was only tried
   * @param before the version that was in force; null: none was
   */
  record Published(@Nullable Long revision, PolicyView policy, @Nullable Policy before) {}

  /** What became of a retirement. */
  record Retired(long revision, PolicyView policy) {}

  /** What became of a waiver. */
  record Waived(long revision, WaiverView waiver) {}
}
