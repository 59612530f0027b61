package dev.pedigree.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a GraphQL operation got.
 *
 * @param data missing or null where the whole operation was refused
 * @param refusals the errors, in their order; empty: all went well
 */
public record GraphQLAnswer(JsonNode data, List<Refusal> refusals) {
  public GraphQLAnswer {
    refusals = List.copyOf(refusals);
  }

  /**
   * Why something was not done.
   *
   * @param path of the input's member that is the reason; empty: none in particular
   */
  public record Refusal(String code, String path, String message) {
    @Override
    public String toString() {
      return code + ": " + message;
    }
  }

  static GraphQLAnswer of(JsonNode body) {
    var refusals = new ArrayList<Refusal>();
    for (JsonNode error : body.path("errors")) {
      JsonNode extensions = error.path("extensions");
      refusals.add(
          new Refusal(
              extensions.path("code").asString("?"),
              extensions.path("path").asString(""),
              error.path("message").asString("")));
    }
    return new GraphQLAnswer(body.path("data"), refusals);
  }

  /**
   * The data of an operation that was not refused.
   *
   * @throws CommandFailedException if it was, with every reason, or if this is no answer at all
   */
  public JsonNode orFail() {
    if (!refusals.isEmpty()) {
      throw new CommandFailedException(
          refusals.stream().map(Refusal::toString).collect(Collectors.joining("; ")));
    }
    if (!data.isObject()) {
      throw new CommandFailedException("the answer has neither data nor errors");
    }
    return data;
  }
}
