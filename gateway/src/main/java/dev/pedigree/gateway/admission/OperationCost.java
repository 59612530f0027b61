package dev.pedigree.gateway.admission;

import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What an operation may cost at most, worked out before anything is read: each field that has to be
 * looked up counts one, each question of lineage ten, both as often as the lists around them may
 * have elements. So three nested connections of a thousand are a thousand million.
 */
final class OperationCost {
  /** No operation costs more: what does is not told apart. */
  static final long ENDLESS = 1_000_000_000_000L;

  private static final long QUESTION = 10;
  private static final long FIELD = 1;

  /**
   * Elements of a list whose length nobody asked for, within another: most artifacts have few
   * parents, and a limit on the answer is there too.
   */
  private static final long SOME = 2;

  private static final long IDS_PER_FIELD = 100;

  /** As a text of two hundred thousand characters, of which one answer can hold hundreds. */
  private static final long WHOLE_SCHEMA = 10_000;

  private static final Set<String> QUESTIONS =
      Set.of(
          "ancestors",
          "descendants",
          "taintedBy",
          "descendsFrom",
          "path",
          "commonAncestors",
          "lineageGraph",
          "lineageDiff",
          "graphDiff",
          "groups",
          "artifacts",
          "search",
          "evaluate",
          "violations",
          "newViolations",
          "blastRadius",
          "ingestion",
          "manifest",
          "journal",
          "history");

  /** Arguments that say how many elements there may be. */
  private static final List<String> LENGTHS = List.of("first", "maxNodes", "representations");

  private long total;

  /** Up to {@link #ENDLESS}. */
  long total() {
    return total;
  }

  /** Takes in a field of the operation. */
  void visit(QueryVisitorFieldEnvironment field) {
    if (!field.getField().getName().startsWith("__")
        && !field.getFieldsContainer().getName().startsWith("__")) {
      total = Math.min(ENDLESS, total + times(weight(field), repetitions(field)));
    }
  }

  private static long weight(QueryVisitorFieldEnvironment field) {
    String name = field.getField().getName();
    if (QUESTIONS.contains(name)) {
      return QUESTION;
    }
    GraphQLOutputType type = field.getFieldDefinition().getType();
    if (!isLeaf(type)) {
      return FIELD;
    }
    return name.equals("ids") && isList(type)
        ? elements(field) / IDS_PER_FIELD
        : switch (name) {
          case "tainted", "generation" -> FIELD;
          case "sdl" -> WHOLE_SCHEMA;
          default -> 0;
        };
  }

  /** How often the field may be answered. */
  private static long repetitions(QueryVisitorFieldEnvironment field) {
    long repetitions = 1;
    for (QueryVisitorFieldEnvironment around = field;
        around != null;
        around = around.getParentEnvironment()) {
      GraphQLOutputType type = around.getFieldDefinition().getType();
      if (isList(type) && !isLeaf(type)) {
        repetitions = times(repetitions, elements(around));
      }
    }
    return repetitions;
  }

  /** So many, by its own arguments or, in a connection, by those of the connection. */
  private static long elements(QueryVisitorFieldEnvironment list) {
    long own = asked(list);
    QueryVisitorFieldEnvironment parent = list.getParentEnvironment();
    if (own == 0 && parent != null) {
      own = asked(parent);
    }
    return own == 0 ? SOME : own;
  }

  /** 0: nobody does. What is not asked for explicitly counts only where nothing is around it. */
  private static long asked(QueryVisitorFieldEnvironment field) {
    boolean outermost = field.getParentEnvironment() == null;
    for (String argument : LENGTHS) {
      boolean explicit =
          field.getField().getArguments().stream().anyMatch(it -> it.getName().equals(argument));
      Object value = explicit || outermost ? field.getArguments().get(argument) : null;
      if (value instanceof Integer number) {
        return Math.max(1, number);
      }
      if (value instanceof Collection<?> some) {
        return Math.max(1, some.size());
      }
    }
    return 0;
  }

  private static boolean isList(GraphQLOutputType type) {
    return GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList;
  }

  private static boolean isLeaf(GraphQLOutputType type) {
    return GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(type));
  }

  private static long times(long some, long others) {
    return some > ENDLESS / Math.max(1, others) ? ENDLESS : some * others;
  }
}
