package dev.pedigree.gateway.admission;

import dev.pedigree.graph.caller.Scope;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which scope a field needs. Every field of a root type has a rule, so that nothing new can be
 * asked before somebody has thought about who may; other types are open to whom a root led there,
 * but for what the rules name.
 */
final class AccessRules {
  /** Needs a caller, of whatever scope. */
  private static final Set<String> OPEN =
      Set.of(
          "Query.kinds", "Query.edgeTypes", "Query.mutationKinds", "Query._service", "Query.head");

  private static final Map<Scope, List<String>> NEEDED = new EnumMap<>(Scope.class);

  static {
    NEEDED.put(
        Scope.READ,
        List.of(
            "Query.node",
            "Query.artifact",
            "Query.artifactByName",
            "Query.artifacts",
            "Query.edge",
            "Query.edges",
            "Query.search",
            "Query.descendsFrom",
            "Query.path",
            "Query.commonAncestors",
            "Query.lineageGraph",
            "Query.lineageDiff",
            "Query.graphDiff",
            "Query.revisionAt",
            "Query.policies",
            "Query.policy",
            "Query.evaluate",
            "Query._entities",
            "Subscription.affected",
            "Policy.violations",
            "PublishPolicyPayload.newViolations",
            "QuarantinePayload.blastRadius"));
    NEEDED.put(
        Scope.RECORD,
        List.of(
            "Mutation.record",
            "Mutation.amend",
            "Mutation.quarantine",
            "Mutation.release",
            "Mutation.retract",
            "Mutation.erase"));
    NEEDED.put(Scope.PROMOTE, List.of("Mutation.promote"));
    NEEDED.put(
        Scope.POLICY, List.of("Mutation.publishPolicy", "Mutation.retirePolicy", "Mutation.waive"));
    NEEDED.put(
        Scope.AUDIT,
        List.of(
            "Query.journal",
            "Query.ingestion",
            "Subscription.journal",
            "AffectedArtifact.change",
            "Artifact.history",
            "GraphDiff.changes"));
    NEEDED.put(
        Scope.WEBHOOK,
        List.of(
            "Query.webhooks",
            "Query.webhook",
            "Mutation.putWebhook",
            "Mutation.deleteWebhook",
            "Mutation.redeliver"));
  }

  /** What one who only records or promotes is told of artifacts and edges; all else is reading. */
  private static final Set<String> ECHOED =
      Set.of("Artifact.id", "Artifact.kind", "Artifact.kinds", "Edge.id", "Edge.type");

  private static final String ARTIFACT = "Artifact";
  private static final String EDGE = "Edge";

  private final Map<String, Scope> scopes = new HashMap<>();

  AccessRules() {
    NEEDED.forEach((scope, fields) -> fields.forEach(field -> scopes.put(field, scope)));
  }

  /**
   * Lets a schema be served.
   *
   * @throws IllegalStateException if a field of a root type has no rule
   */
  void check(GraphQLSchema schema) {
    roots(schema)
        .forEach(
            root ->
                root.getFieldDefinitions()
                    .forEach(field -> check(root.getName() + "." + field.getName())));
  }

  private static Stream<GraphQLObjectType> roots(GraphQLSchema schema) {
    return Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
        .filter(root -> root != null);
  }

  private void check(String field) {
    if (!scopes.containsKey(field) && !OPEN.contains(field)) {
      throw new IllegalStateException(
          field + ": no rule (expected: one says which scope it needs)");
    }
  }

  /** The scope that a field needs; empty: any caller's will do. */
  Optional<Scope> needed(GraphQLNamedType parent, GraphQLFieldDefinition field) {
    String owner = owner(parent);
    String name = owner + "." + field.getName();
    Scope named = scopes.get(name);
    if (named != null) {
      return Optional.of(named);
    }
    boolean isRead = owner.equals(ARTIFACT) || owner.equals(EDGE);
    return isRead && !ECHOED.contains(name) && !field.getName().startsWith("__")
        ? Optional.of(Scope.READ)
        : Optional.empty();
  }

  /** What a kind declares is of artifacts. */
  private static String owner(GraphQLNamedType type) {
    List<GraphQLNamedOutputType> interfaces =
        switch (type) {
          case GraphQLObjectType object -> object.getInterfaces();
          case GraphQLInterfaceType declared -> declared.getInterfaces();
          default -> List.of();
        };
    return interfaces.stream().anyMatch(it -> it.getName().equals(ARTIFACT))
        ? ARTIFACT
        : type.getName();
  }
}
