package dev.pedigree.gateway.testing;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a GraphQL request got. */
public record Answer(int status, JsonNode body) {
  /** What lies at a JSON pointer under {@code data}; there must be no errors. */
  public JsonNode data(String pointer) {
    if (body.has("errors")) {
      throw new AssertionError("errors: " + body.get("errors"));
    }
    return body.at("/data" + pointer);
  }

  /** Likewise, as text. */
  public String text(String pointer) {
    return data(pointer).asString();
  }

  /** Likewise, a list of texts: of each element what lies at {@code field}. */
  public List<String> texts(String pointer, String field) {
    return stream(data(pointer)).map(it -> it.at(field).asString()).toList();
  }

  /** The revision that the operation read. */
  public long revision() {
    return body.at("/extensions/revision").asLong();
  }

  /** The codes of all errors, in order. */
  public List<String> codes() {
    return stream(body.path("errors")).map(it -> it.at("/extensions/code").asString()).toList();
  }

  /** The input's paths of all errors, in order; empty where there is none. */
  public List<String> paths() {
    return stream(body.path("errors")).map(it -> it.at("/extensions/path").asString("")).toList();
  }

  /** The first error. */
  public JsonNode error() {
    return body.at("/errors/0");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
