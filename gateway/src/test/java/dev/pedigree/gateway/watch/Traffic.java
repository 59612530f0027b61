package dev.pedigree.gateway.watch;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import java.util.Map;

/** Something of everything that is measured. */
final class Traffic {
  private static final String QUESTIONS =
      """
      query Questions($model: ID!, $base: ID!) {
        artifact(id: $model) {
          description
          generation
          tainted
          ancestors { totalCount edges { node { name } } }
          descendants { totalCount }
        }
        artifacts(first: 1) { totalCount }
        descendsFrom(child: $model, ancestor: $base)
        path(child: $model, ancestor: $base) { length }
        commonAncestors(of: [$model]) { artifact { id } }
        lineageGraph(roots: [$model], direction: BOTH) { layers }
        search(text: "m") { totalCount }
      }
      """;

  private Traffic() {}

  static void on(Gateway gateway, Sample sample) {
    sample.chain("m", 3);
    gateway.awaitSearch();
    gateway.ask(QUESTIONS, Map.of("model", sample.id("m2"), "base", sample.id("m0"))).data("");
    gateway.load(
        """
        {"artifact":{"kind":"MODEL","digest":"%s","namespace":"%s","name":"imported"}}
        {"artifact":{"kind":"NONE"}}
        """
            .formatted(sample.id("imported"), sample.namespace()));
  }
}
