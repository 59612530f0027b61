package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the gateway how two artifacts differ in what they descend from. */
final class LineageDiffs {
  private static final int PAGE = 500;
  private static final String BY_NAME =
      """
      query ($namespace: String!, $name: String!, $version: String, $asOf: Revision) {
        artifactByName(namespace: $namespace, name: $name, version: $version, asOf: $asOf) { id }
      }
      """;
  private static final String DIFF =
      """
      query ($base: ID!, $head: ID!, $asOf: Revision, $first: Int!, $after: String) {
        lineageDiff(base: $base, head: $head, asOf: $asOf) {
          revision shared redactedCount
          base { kind namespace name version stage }
          head { kind namespace name version stage }
          nearestCommonAncestors { distances artifact { kind namespace name version } }
          changes(first: $first, after: $after) {
            totalCount nodes { kind depth summary } pageInfo { hasNextPage endCursor }
          }
        }
      }
      """;

  private final GatewayClient gateway;

  LineageDiffs(GatewayClient gateway) {
    this.gateway = gateway;
  }

  /**
   * Hands the diff to {@code report}, page by page.
   *
   * @throws IOException if the gateway is away
   * @throws CommandFailedException if it refuses, or one of the two is not there
   */
  void ask(DiffOptions options, DiffReport report) throws IOException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("base", id(options.base(), options.asOf()));
    variables.put("head", id(options.head(), options.asOf()));
    variables.put("asOf", options.asOf());
    variables.put("first", PAGE);
    boolean more = true;
    for (boolean first = true; more; first = false) {
      JsonNode diff = gateway.ask(DIFF, variables).orFail().path("lineageDiff");
      if (first) {
        report.begin(diff);
        variables.put("asOf", diff.path("revision").asLong(0));
      }
      for (JsonNode change : diff.at("/changes/nodes")) {
        report.change(
            change.path("kind").asString(""),
            change.path("depth").asInt(0),
            change.path("summary").asString(""));
      }
      JsonNode page = diff.at("/changes/pageInfo");
      more = page.path("hasNextPage").asBoolean(false);
      variables.put("after", page.path("endCursor").asString(""));
    }
  }

  private String id(ArtifactRef artifact, @Nullable String asOf) throws IOException {
    return switch (artifact) {
      case ArtifactRef.ById it -> it.id();
      case ArtifactRef.ByName it -> idOf(it, asOf);
    };
  }

  private String idOf(ArtifactRef.ByName name, @Nullable String asOf) throws IOException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("namespace", name.namespace());
    variables.put("name", name.name());
    variables.put("version", name.version());
    variables.put("asOf", asOf);
    JsonNode found = gateway.ask(BY_NAME, variables).orFail().at("/artifactByName/id");
    if (!found.isString()) {
      throw new CommandFailedException(
          "artifact: %s/%s%s (expected: one that is recorded%s)"
              .formatted(
                  name.namespace(),
                  name.name(),
                  name.version() == null ? "" : "@" + name.version(),
                  asOf == null ? "" : " as of " + asOf));
    }
    return found.asString("");
  }
}
