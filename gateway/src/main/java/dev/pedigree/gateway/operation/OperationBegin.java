package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.admission.CallerBudgets;
import dev.pedigree.gateway.admission.Cost;
import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.input.InputCheck;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.service.GraphService;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.ResultNodesInfo;
import graphql.parser.Parser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Begins an operation for every request, and ends its answer: the revision read, codes for errors.
 */
@Component
final class OperationBegin implements WebGraphQlInterceptor {
  private final GraphService graph;
  private final CallerBudgets budgets;
  private final GatewayProperties properties;
  private final GraphQlSource source;

  OperationBegin(
      GraphService graph,
      CallerBudgets budgets,
      GatewayProperties properties,
      GraphQlSource source) {
    this.graph = graph;
    this.budgets = budgets;
    this.properties = properties;
    this.source = source;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Asker asker =
        request.getAttributes().get(Asker.ATTRIBUTE) instanceof Asker known ? known : Asker.PATIENT;
    Caller caller =
        (Caller) Objects.requireNonNull(request.getAttributes().get(CallerResolver.ATTRIBUTE));
    Optional<CallerBudgets.Ticket> ticket = budgets.begin(caller.name());
    if (ticket.isEmpty()) {
      return Mono.just(answer(request.toExecutionInput(), budgets.tooMany()));
    }
    Optional<Refusal> spent = ticket.get().read(request.getDocument());
    if (spent.isPresent()) {
      ticket.get().close();
      return Mono.just(answer(request.toExecutionInput(), spent.get()));
    }
    Operation operation =
        new Operation(
            graph,
            caller,
            properties.limits().patience(),
            properties.limits().budget(asker::isGone),
            properties.limits().operationTime());
    request.configureExecutionInput(
        (input, change) ->
            change
                .graphQLContext(
                    context ->
                        context
                            .put(Operation.class, operation)
                            .put(Caller.class, caller)
                            .put(CallerBudgets.Ticket.class, ticket.get())
                            .put(ResultNodesInfo.MAX_RESULT_NODES, properties.limits().answer()))
                .build());
    return chain
        .next(request)
        // A time that stands for a revision is looked up before the engine handles failures.
        .onErrorResume(
            UnavailableException.class,
            failure ->
                Mono.just(answer(request.toExecutionInput(), Failure.refusals(failure).getFirst())))
        .map(response -> end(operation, response))
        .doOnTerminate(asker::answered)
        .doFinally(_ -> ticket.get().close());
  }

  private WebGraphQlResponse end(Operation operation, WebGraphQlResponse answer) {
    WebGraphQlResponse response = isCutShort(answer) ? refused(answer) : answer;
    return response.transform(
        change -> {
          List<GraphQLError> errors = response.getExecutionResult().getErrors();
          if (!errors.isEmpty()) {
            change.errors(told(errors, response.getExecutionInput()));
          }
          Map<Object, Object> extensions = new LinkedHashMap<>(response.getExtensions());
          operation.revision().ifPresent(revision -> extensions.put("revision", revision));
          Cost cost = response.getExecutionInput().getGraphQLContext().get(Cost.class);
          if (cost != null) {
            extensions.put("cost", cost.toExtension());
          }
          change.extensions(extensions);
        });
  }

  /** Where values are wrong we say so ourselves: the engine does not tell where they are. */
  private List<GraphQLError> told(List<GraphQLError> errors, ExecutionInput input) {
    List<Refusal> faults =
        errors.stream().anyMatch(GraphQLErrors::isAboutValue)
            ? InputCheck.faults(
                source.schema(), Parser.parse(Objects.requireNonNull(input.getQuery())), input)
            : List.of();
    return Stream.concat(
            faults.stream().map(GraphQLErrors::of),
            errors.stream()
                .filter(it -> faults.isEmpty() || !GraphQLErrors.isAboutValue(it))
                .map(GraphQLErrors::withCode))
        .toList();
  }

  private static boolean isCutShort(WebGraphQlResponse answer) {
    ResultNodesInfo nodes =
        answer.getExecutionInput().getGraphQLContext().get(ResultNodesInfo.RESULT_NODES_INFO);
    return nodes != null && nodes.isMaxResultNodesExceeded();
  }

  /** Where the engine stopped is not marked in its answer, and a part must not look complete. */
  private WebGraphQlResponse refused(WebGraphQlResponse answer) {
    Refusal refusal =
        new Refusal(
            ErrorCode.TOO_LARGE,
            "the answer has more than "
                + properties.limits().answer()
                + " fields and elements (expected: fewer; ask for smaller pages or in parts)",
            null);
    return answer(answer.getExecutionInput(), refusal);
  }

  private static WebGraphQlResponse answer(ExecutionInput input, Refusal refusal) {
    ExecutionResult result =
        ExecutionResult.newExecutionResult().addError(GraphQLErrors.of(refusal)).build();
    return new WebGraphQlResponse(new DefaultExecutionGraphQlResponse(input, result));
  }
}
