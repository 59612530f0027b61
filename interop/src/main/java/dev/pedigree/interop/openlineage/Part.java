package dev.pedigree.interop.openlineage;

import dev.pedigree.graph.artifact.CanonicalJson;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One thing that events tell of a run: the job, an input, a facet of one of them. Events that tell
 * the same thing again replace it.
 *
 * @param of {@code job}, {@code run}, {@code end}, {@code input} or {@code output}
 * @param dataset null: it is not of a dataset
 * @param facet the facet's name, with the member that it stands in; null: it is no facet
 */
public record Part(String of, @Nullable DatasetName dataset, @Nullable Facet facet) {
  static final String JOB = "job";
  static final String RUN = "run";

  /** That the run is over, and how. */
  static final String END = "end";

  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<List<@Nullable String>> TEXTS = new TypeReference<>() {};

  /**
   * Where a facet stands.
   *
   * @param member {@code facets}, {@code inputFacets} or {@code outputFacets}
   */
  public record Facet(String member, String name) {}

  /** As a text that {@link #parse} reads. */
  String key() {
    List<@Nullable String> texts =
        Arrays.asList(
            of,
            dataset == null ? null : dataset.namespace(),
            dataset == null ? null : dataset.name(),
            facet == null ? null : facet.member(),
            facet == null ? null : facet.name());
    return CanonicalJson.of(texts);
  }

  static Part parse(String key) {
    List<@Nullable String> texts = MAPPER.readValue(key, TEXTS);
    String of = texts.get(0);
    String namespace = texts.get(1);
    String name = texts.get(2);
    String member = texts.get(3);
    String facet = texts.get(4);
    return new Part(
        of == null ? "" : of,
        namespace == null || name == null ? null : new DatasetName(namespace, name),
        member == null || facet == null ? null : new Facet(member, facet));
  }
}
