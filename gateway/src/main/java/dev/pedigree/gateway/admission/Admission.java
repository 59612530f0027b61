package dev.pedigree.gateway.admission;

import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.watch.Metrics;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.analysis.QueryTraverser;
import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.analysis.QueryVisitorStub;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Lets operations in, before any of their fields is read: those whose caller has the scopes that
 * all of their fields need, which do not cost more than one may, nor more than what is left to
 * their caller. Those that may take long wait for each other, so that short ones need not.
 */
@Component
final class Admission extends SimplePerformantInstrumentation {
  private static final long LONG = 20_000;

  private final AccessRules rules = new AccessRules();
  private final GatewayProperties properties;
  private final Turns turns =
      new Turns(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  private final DistributionSummary costs;

  Admission(GatewayProperties properties, MeterRegistry meters) {
    this.properties = properties;
    this.costs = meters.summary(Metrics.COST);
    Gauge.builder("pedigree.operation.waiting", turns, Turns::waiting).register(meters);
  }

  @Override
  public InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
    ExecutionContext execution = parameters.getExecutionContext();
    GraphQLContext context = execution.getGraphQLContext();
    Caller caller = Objects.requireNonNull(context.get(Caller.class));
    OperationCost cost = new OperationCost();
    Needs needs = new Needs(rules);
    QueryTraverser.newQueryTraverser()
        .schema(execution.getGraphQLSchema())
        .document(execution.getDocument())
        .operationName(execution.getOperationDefinition().getName())
        .coercedVariables(execution.getCoercedVariables())
        .build()
        .visitPreOrder(
            new QueryVisitorStub() {
              @Override
              public void visitField(QueryVisitorFieldEnvironment field) {
                needs.visit(field);
                cost.visit(field);
              }
            });
    refuse(needs.refusals(caller));
    spend(cost.total(), context);
    return cost.total() < LONG ? SimpleInstrumentationContext.noOp() : inTurn(caller);
  }

  private void spend(long cost, GraphQLContext context) {
    costs.record((double) cost);
    long limit = properties.limits().cost();
    if (cost > limit) {
      throw aborted(
          new Refusal(
              ErrorCode.TOO_LARGE,
              "the operation: its cost: %s (expected: at most %d; ask for smaller pages, or nest fewer)"
                  .formatted(cost == OperationCost.ENDLESS ? "far more" : cost, limit),
              null));
    }
    CallerBudgets.Ticket ticket = context.get(CallerBudgets.Ticket.class);
    if (ticket != null) {
      ticket
          .spend(cost)
          .ifPresent(
              refusal -> {
                throw aborted(refusal);
              });
      context.put(Cost.class, new Cost(cost, limit, ticket.left()));
    }
  }

  /** Waits on the thread of the request, which is a light one. */
  private InstrumentationContext<ExecutionResult> inTurn(Caller caller) {
    Duration patience = properties.limits().patience();
    try {
      Turns.Turn turn =
          turns.take(caller.name(), patience).orElseThrow(() -> aborted(tooLong(patience)));
      return SimpleInstrumentationContext.whenCompleted((_, _) -> turn.close());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw aborted(new Refusal(ErrorCode.UNAVAILABLE, "interrupted", null));
    }
  }

  private static Refusal tooLong(Duration patience) {
    return new Refusal(
        ErrorCode.RATE_LIMITED,
        "the operation: others that take long were not over within %d s (expected: ask again later, or for less)"
            .formatted(patience.toSeconds()),
        null);
  }

  private static void refuse(List<Refusal> refusals) {
    if (!refusals.isEmpty()) {
      throw new AbortExecutionException(refusals.stream().map(GraphQLErrors::of).toList());
    }
  }

  private static AbortExecutionException aborted(Refusal refusal) {
    return new AbortExecutionException(List.of(GraphQLErrors.of(refusal)));
  }

  /** The scopes that fields need, each with the first that does. */
  private static final class Needs {
    private final AccessRules rules;
    private final Set<Scope> seen = new LinkedHashSet<>();
    private final List<Need> needs = new ArrayList<>();

    private record Need(Scope scope, String field) {}

    Needs(AccessRules rules) {
      this.rules = rules;
    }

    void visit(QueryVisitorFieldEnvironment field) {
      if (!field.isTypeNameIntrospectionField()) {
        rules
            .needed(field.getFieldsContainer(), field.getFieldDefinition())
            .filter(seen::add)
            .ifPresent(scope -> needs.add(new Need(scope, path(field))));
      }
    }

    private static String path(QueryVisitorFieldEnvironment field) {
      QueryVisitorFieldEnvironment parent = field.getParentEnvironment();
      String name = field.getField().getResultKey();
      return parent == null ? name : path(parent) + "." + name;
    }

    List<Refusal> refusals(Caller caller) {
      return needs.stream()
          .filter(need -> !caller.may(need.scope))
          .map(
              need ->
                  new Refusal(
                      ErrorCode.FORBIDDEN,
                      need.field + ": " + caller.name() + " has not the scope " + need.scope,
                      need.field))
          .toList();
    }
  }
}
