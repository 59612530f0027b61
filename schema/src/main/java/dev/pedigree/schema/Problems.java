package dev.pedigree.schema;

import graphql.language.Node;
import graphql.language.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the SDL, so that one start shows all of it. */
final class Problems {
  private final List<SchemaException.Problem> found = new ArrayList<>();

  void add(Node<?> node, String reason) {
    add(node.getSourceLocation(), reason);
  }

  /** Something that is wrong at no place in particular. */
  void add(String reason) {
    found.add(new SchemaException.Problem("", 0, reason));
  }

  void add(@Nullable SourceLocation place, String reason) {
    found.add(
        place == null || place.getSourceName() == null
            ? new SchemaException.Problem("", 0, reason)
            : new SchemaException.Problem(place.getSourceName(), place.getLine(), reason));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new SchemaException(found);
    }
  }

  /** Where the node stands, for another node's message: {@code edge.graphqls:12}. */
  static String place(Node<?> node) {
    SourceLocation place = node.getSourceLocation();
    return place == null || place.getSourceName() == null
        ? "derived"
        : place.getSourceName() + ":" + place.getLine();
  }
}
