package dev.pedigree.gateway.artifact;

import dev.pedigree.graph.lineage.Order;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@code ArtifactOrder} input. */
final class ArtifactOrderInput {
  private ArtifactOrderInput() {}

  /** The order that {@code input} means; null: as recorded. */
  static Order order(@Nullable Map<String, ?> input) {
    return input == null
        ? Order.JOURNAL
        : new Order(
            Order.Field.valueOf(String.valueOf(input.get("field"))),
            "DESC".equals(input.get("direction")));
  }
}
