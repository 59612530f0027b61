package dev.pedigree.gateway.testing;

import dev.pedigree.graph.artifact.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Artifacts of one test: a namespace of its own, and digests that no other test uses. */
public final class Sample {
  public static final String RECORD =
      """
      mutation ($input: RecordInput!) {
        record(input: $input) {
          revision changed artifacts { id } edges { id } warnings { code path }
        }
      }
      """;

  private final Gateway gateway;
  private final String namespace = "t" + UUID.randomUUID();

  Sample(Gateway gateway) {
    this.gateway = gateway;
  }

  /** Artifacts of their own in a gateway that is not the shared one. */
  public static Sample in(Gateway gateway) {
    return new Sample(gateway);
  }

  public String namespace() {
    return namespace;
  }

  /** The digest of a content that is only this test's. */
  public String id(String content) {
    return Digest.of(namespace + "/" + content).toString();
  }

  /** An {@code ArtifactInput}: its name is also its content. */
  public Map<String, Object> artifact(
      String field, String name, List<Map<String, Object>> parents) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("digest", id(name));
    own.put("namespace", namespace);
    own.put("name", name);
    own.put("parents", parents);
    return Map.of(field, own);
  }

  /** A {@code ParentInput}. */
  public Map<String, Object> parent(String type, String name) {
    return Map.of("type", type, "id", id(name));
  }

  /** An {@code EdgeInput}. */
  public Map<String, Object> edge(String type, String child, String parent) {
    return Map.of("type", type, "child", id(child), "parent", id(parent));
  }

  /** Records artifacts; that must work. */
  @SafeVarargs
  public final Answer record(Map<String, Object>... artifacts) {
    List<Object> inputs = new ArrayList<>();
    for (Map<String, Object> artifact : artifacts) {
      inputs.add(artifact);
    }
    Answer answer = ask(Map.of("artifacts", inputs));
    answer.data("/record");
    return answer;
  }

  /** Records whatever {@code input} says, and answers whatever becomes of it. */
  public Answer ask(Map<String, ?> input) {
    return gateway.ask(RECORD, Map.of("input", input));
  }

  /** Records {@code length} models, numbered from 0, each fine-tuned from the one before. */
  public void chain(String name, int length) {
    List<Map<String, Object>> artifacts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      artifacts.add(
          artifact(
              "model",
              name + i,
              i == 0 ? List.of() : List.of(parent("FINE_TUNED_FROM", name + (i - 1)))));
    }
    ask(Map.of("artifacts", artifacts)).data("/record");
  }
}
