package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How large a document may be by its shape alone. It is asked before the document is validated,
 * which can take much longer; each fragment is looked at once, however often it is used.
 */
final class DocumentLimits {
  /** What the schema itself is asked by. */
  private static final Set<String> INTROSPECTION = Set.of("__schema", "__type");

  private final int depth;
  private final int breadth;
  private final int fields;
  private final int aliases;
  private final boolean introspection;

  DocumentLimits(GatewayProperties.Limits limits) {
    this.depth = limits.depth();
    this.breadth = limits.breadth();
    this.fields = limits.fields();
    this.aliases = limits.aliases();
    this.introspection = limits.introspection();
  }

  /** What is too large in a document, valid or not, or is not to be asked; empty: nothing. */
  Optional<Refusal> problem(Document document) {
    Sizes sizes = new Sizes(document);
    Size largest = Size.NOTHING;
    for (Definition<?> definition : document.getDefinitions()) {
      if (definition instanceof OperationDefinition operation) {
        largest = largest.or(sizes.of(operation.getSelectionSet(), 0));
      }
    }
    if (sizes.introspects && !introspection) {
      return Optional.of(
          new Refusal(
              ErrorCode.FORBIDDEN,
              "__schema, __type: introspection is switched off here (expected: the schema from"
                  + " /schema.graphqls)",
              null));
    }
    if (largest.depth > depth) {
      return Optional.of(tooLarge("its depth", largest.depth, depth));
    }
    if (largest.fields > fields) {
      return Optional.of(tooLarge("its fields", largest.fields, fields));
    }
    if (largest.aliases > aliases) {
      return Optional.of(tooLarge("its aliases", largest.aliases, aliases));
    }
    return largest.broadest() > breadth
        ? Optional.of(tooLarge("its breadth", largest.broadest(), breadth))
        : Optional.empty();
  }

  private static Refusal tooLarge(String what, long found, int limit) {
    return new Refusal(
        ErrorCode.TOO_LARGE,
        "the document: %s: %s (expected: at most %d)"
            .formatted(what, found == Size.ENDLESS ? "far more" : found, limit),
        null);
  }

  /**
   * Of a selection set with the fragments in it. No number is higher than {@link #ENDLESS}.
   *
   * @param width fields next to each other in it
   * @param breadth the largest width further in
   */
  private record Size(long depth, long fields, long aliases, long width, long breadth) {
    static final long ENDLESS = 1_000_000_000;
    static final Size NOTHING = new Size(0, 0, 0, 0, 0);
    static final Size TOO_DEEP = new Size(ENDLESS, 0, 0, 0, 0);

    long broadest() {
      return Math.max(width, breadth);
    }

    Size or(Size other) {
      return new Size(
          Math.max(depth, other.depth),
          Math.max(fields, other.fields),
          Math.max(aliases, other.aliases),
          Math.max(width, other.width),
          Math.max(breadth, other.breadth));
    }

    Size and(Size other) {
      return new Size(
          Math.max(depth, other.depth),
          Math.min(ENDLESS, fields + other.fields),
          Math.min(ENDLESS, aliases + other.aliases),
          Math.min(ENDLESS, width + other.width),
          Math.max(breadth, other.breadth));
    }

    Size within(boolean aliased) {
      return new Size(
          Math.min(ENDLESS, depth + 1),
          Math.min(ENDLESS, fields + 1),
          Math.min(ENDLESS, aliases + (aliased ? 1 : 0)),
          1,
          broadest());
    }
  }

  private static final class Sizes {
    /** Selection sets and fragments within each other; nobody needs so many. */
    private static final int MOST_LEVELS = 400;

    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private final Map<String, Size> known = new HashMap<>();
    private boolean introspects;

    Sizes(Document document) {
      document
          .getDefinitionsOfType(FragmentDefinition.class)
          .forEach(fragment -> fragments.putIfAbsent(fragment.getName(), fragment));
    }

    Size of(@Nullable SelectionSet selections, int level) {
      if (level > MOST_LEVELS) {
        return Size.TOO_DEEP;
      }
      Size size = Size.NOTHING;
      if (selections != null) {
        for (Selection<?> selection : selections.getSelections()) {
          size = size.and(of(selection, level + 1));
        }
      }
      return size;
    }

    private Size of(Selection<?> selection, int level) {
      return switch (selection) {
        case Field field -> {
          introspects |= INTROSPECTION.contains(field.getName());
          yield of(field.getSelectionSet(), level).within(field.getAlias() != null);
        }
        case InlineFragment fragment -> of(fragment.getSelectionSet(), level);
        case FragmentSpread spread -> of(spread.getName(), level);
        default -> Size.NOTHING;
      };
    }

    /**
     * A fragment within itself, or that is not there, counts as nothing: validation tells of it.
     */
    private Size of(String name, int level) {
      Size size = known.get(name);
      FragmentDefinition fragment = fragments.get(name);
      if (size != null || fragment == null) {
        return size == null ? Size.NOTHING : size;
      }
      known.put(name, Size.NOTHING);
      size = of(fragment.getSelectionSet(), level);
      known.put(name, size);
      return size;
    }
  }
}
