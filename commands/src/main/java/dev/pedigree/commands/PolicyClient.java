package dev.pedigree.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Asks the gateway about policies, and changes them. Every method throws an {@link IOException} if
 * the gateway is away, and a {@link CommandFailedException} if it refuses for another reason than
 * the one that the method tells.
 */
final class PolicyClient {
  private static final String SOURCE = "input.source";
  private static final String VERSION = SOURCE + ": version ";
  private static final Pattern PLACE =
      Pattern.compile("(?:input\\.source: )?(\\d{1,9}):(\\d{1,9}): (.*)", Pattern.DOTALL);
  private static final String TOO_LONG = "BUDGET_EXCEEDED";

  private static final String POLICIES = "{ policies { name version source active } }";
  private static final String PUBLISH =
      """
      mutation ($input: PublishPolicyInput!) {
        publishPolicy(input: $input) { policy { name version } }
      }
      """;
  private static final String TRY =
      """
      mutation ($input: PublishPolicyInput!) {
        publishPolicy(input: $input) {
          newViolations(first: 10) {
            totalCount nodes { artifact { id name } offender { id name } message }
          }
        }
      }
      """;
  private static final String RETIRE =
      """
      mutation ($input: RetirePolicyInput!) {
        retirePolicy(input: $input) { revision }
      }
      """;

  private final GatewayClient gateway;

  PolicyClient(GatewayClient gateway) {
    this.gateway = gateway;
  }

  /** All of them, retired ones too, in the order in which they were first published. */
  List<PolicyPlan.Published> published() throws IOException {
    var published = new ArrayList<PolicyPlan.Published>();
    for (JsonNode it : gateway.ask(POLICIES, Map.of()).orFail().path("policies")) {
      published.add(
          new PolicyPlan.Published(
              it.path("name").asString(""),
              it.path("version").asInt(0),
              it.path("source").asString(""),
              it.path("active").asBoolean(false)));
    }
    return published;
  }

  /** Has the text checked, without publishing it; what is wrong with it is a problem. */
  Optional<PolicyPlan.Offered> check(PolicyFile file, List<PolicyProblem> problems)
      throws IOException {
    GraphQLAnswer answer = gateway.ask(PUBLISH, input(file, true));
    if (answer.refusals().stream().anyMatch(PolicyClient::isAboutSource)) {
      answer.refusals().forEach(refusal -> problems.add(problem(file, refusal.message())));
      return Optional.empty();
    }
    JsonNode policy = answer.orFail().at("/publishPolicy/policy");
    return Optional.of(
        new PolicyPlan.Offered(
            file, policy.path("name").asString(""), policy.path("version").asInt(0)));
  }

  private static boolean isAboutSource(GraphQLAnswer.Refusal refusal) {
    return refusal.path().equals(SOURCE);
  }

  private static PolicyProblem problem(PolicyFile file, String message) {
    Matcher place = PLACE.matcher(message);
    if (place.matches()) {
      return new PolicyProblem(
          file.path(),
          Integer.parseInt(place.group(1)),
          Integer.parseInt(place.group(2)),
          place.group(3).replaceAll("\\s*\\R\\s*", " "));
    }
    return message.startsWith(VERSION)
        ? file.problem("version", message.substring(VERSION.length()))
        : new PolicyProblem(file.path(), 1, 1, message);
  }

  /** Unknown where the gateway gives up looking: a policy can be published all the same. */
  NewViolations newViolations(PolicyFile file) throws IOException {
    GraphQLAnswer answer = gateway.ask(TRY, input(file, true));
    for (GraphQLAnswer.Refusal refusal : answer.refusals()) {
      if (refusal.code().equals(TOO_LONG)) {
        return NewViolations.unknown(refusal.message());
      }
    }
    return NewViolations.of(answer.orFail().at("/publishPolicy/newViolations"));
  }

  /** Asks for nothing that could fail once it is published. */
  void publish(PolicyFile file) throws IOException {
    gateway.ask(PUBLISH, input(file, false)).orFail();
  }

  void retire(String name, String reason) throws IOException {
    gateway.ask(RETIRE, Map.of("input", Map.of("name", name, "reason", reason))).orFail();
  }

  private static Map<String, ?> input(PolicyFile file, boolean dryRun) {
    return Map.of("input", Map.of("source", file.text(), "dryRun", dryRun));
  }
}
