package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads policies, which are YAML with expressions in CEL, and checks them against a schema. */
public final class PolicySource {
  /** In code points; it is in every verdict that shows a violation. */
  private static final int MAX_MESSAGE = 500;

  private static final int MAX_DESCRIPTION = 4_000;
  private static final Set<String> SUBJECT = Set.of("subject");
  private static final Set<String> ON_ANCESTORS = Set.of("subject", "ancestor");
  private static final Set<String> ON_EVIDENCE = Set.of("subject", "artifact", "evidence");
  private static final Set<String> ON_PARENTS = Set.of("subject", "artifact", "evidence", "parent");
  private static final Set<String> ON_PATHS = Set.of("subject", "end");

  private final TypeSystem types;
  private final ExpressionCompiler expressions;

  public PolicySource(TypeSystem types) {
    this.types = types;
    this.expressions = new ExpressionCompiler(types);
  }

  /**
   * Reads one policy.
   *
   * @throws InvalidPolicyException if it is wrong, with every place and reason
   */
  public Policy parse(String source) {
    PolicyProblems problems = new PolicyProblems();
    YamlObject root = YamlObject.parse(source, problems);
    problems.throwIfAny();
    Policy policy = policy(root, source);
    problems.throwIfAny();
    return policy;
  }

  /** What is wrong is a problem, and something stands in for it. */
  private Policy policy(YamlObject root, String source) {
    root.only("name", "version", "severity", "description", "stages", "subject", "rules");
    String name = root.need("name");
    if (!name.isEmpty() && !name.matches("[a-z0-9]([a-z0-9-]{0,126}[a-z0-9])?")) {
      root.problem("name", name + " (expected: lower-case letters, digits and dashes)");
    }
    int version = root.integer("version", 0);
    if (version < 1) {
      root.problem("version", version + " (expected: 1 or more)");
    }
    List<Rule> rules = new ArrayList<>();
    for (YamlObject rule : root.objects("rules")) {
      rules.add(rule(rule));
    }
    if (!root.has("rules")) {
      root.problem("rules", "none (expected: at least one)");
    }
    return new Policy(
        name,
        Math.max(version, 1),
        root.word("severity", Severity.class, Severity.BLOCK),
        description(root),
        stages(root),
        root.text("subject") == null ? null : expression(root, "subject", SUBJECT, Set.of()),
        rules,
        source);
  }

  private static String description(YamlObject root) {
    String description = root.need("description");
    limit(root, "description", description, MAX_DESCRIPTION);
    return description;
  }

  private static void limit(YamlObject object, String key, String text, int most) {
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      object.problem(key, length + " characters (expected: at most " + most + ")");
    }
  }

  private Set<Stage> stages(YamlObject root) {
    Set<String> words = root.words("stages", names(Stage.values()));
    if (words == null || words.isEmpty()) {
      return EnumSet.of(Stage.PRODUCTION);
    }
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    words.forEach(word -> stages.add(Stage.valueOf(word)));
    return stages;
  }

  private Rule rule(YamlObject rule) {
    rule.only("ancestors", "evidence", "path", "require", "forbid", "message");
    List<String> about =
        List.of("ancestors", "evidence", "path").stream().filter(rule::has).toList();
    if (about.size() > 1) {
      rule.problem(about.get(1), "beside " + about.getFirst() + " (expected: one of the two)");
    }
    return switch (about.isEmpty() ? "" : about.getFirst()) {
      case "ancestors" -> {
        Condition condition = condition(rule, ON_ANCESTORS, Set.of());
        yield new Rule.OfAncestors(
            relatives(rule.object("ancestors"), ON_ANCESTORS), condition, message(rule));
      }
      case "evidence" -> evidence(rule, rule.object("evidence"));
      case "path" ->
          new Rule.OfPath(
              path(rule), condition(rule, ON_PATHS, Set.of("inheritsWeights")), message(rule));
      default -> new Rule.OfSubject(condition(rule, SUBJECT, Set.of()), message(rule));
    };
  }

  private Rule evidence(YamlObject rule, YamlObject evidence) {
    evidence.only("of", "kinds", "edgeTypes", "where", "parents");
    Rule.Relatives parents =
        evidence.has("parents") ? relatives(evidence.object("parents"), ON_PARENTS) : null;
    return new Rule.OfEvidence(
        evidence.has("of") ? relatives(evidence.object("of"), ON_ANCESTORS) : null,
        relatives(evidence, ON_EVIDENCE),
        parents,
        parents == null
            ? condition(rule, ON_EVIDENCE, Set.of())
            : condition(rule, ON_PARENTS, Set.of("upstream")),
        message(rule));
  }

  /** The members that all relatives have; those of the evidence alone are checked by it. */
  private Rule.Relatives relatives(YamlObject object, Set<String> variables) {
    if (variables.equals(ON_PARENTS)) {
      object.only("kinds", "edgeTypes", "where");
    } else if (!variables.equals(ON_EVIDENCE)) {
      object.only("kinds", "edgeTypes", "inherits", "mutations", "maxDepth", "where");
    }
    int maxDepth = object.integer("maxDepth", Integer.MAX_VALUE);
    if (maxDepth < 1) {
      object.problem("maxDepth", maxDepth + " (expected: 1 or more)");
    }
    Set<String> inherits = object.words("inherits", names(Inheritance.values()));
    Steps steps =
        new Steps(
            object.words("edgeTypes", edgeTypes()),
            inherits == null
                ? null
                : inherits.stream().map(Inheritance::valueOf).collect(Collectors.toSet()),
            object.words("mutations", mutations()),
            Math.max(maxDepth, 1),
            ArtifactFilter.ALL);
    return new Rule.Relatives(
        object.words(
            "kinds",
            types.kinds().stream().map(Kind::name).collect(Collectors.toCollection(TreeSet::new))),
        steps,
        object.has("where") ? expression(object, "where", variables, Set.of()) : null);
  }

  private Set<String> edgeTypes() {
    return types.edgeTypes().stream()
        .map(EdgeType::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> mutations() {
    return types.mutationTypes().stream()
        .map(MutationType::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private PathPattern path(YamlObject rule) {
    String text = rule.need("path");
    try {
      return PathPattern.parse(text, edgeTypes(), mutations());
    } catch (IllegalArgumentException e) {
      rule.problem("path", String.valueOf(e.getMessage()));
      return PathPattern.parse("_", Set.of(), Set.of());
    }
  }

  private Condition condition(YamlObject rule, Set<String> artifacts, Set<String> truths) {
    boolean required = rule.has("require");
    if (required == rule.has("forbid")) {
      rule.problem(
          required ? "forbid" : "require",
          (required ? "require and forbid" : "neither require nor forbid")
              + " (expected: exactly one of the two)");
    }
    return new Condition(
        required, expression(rule, required ? "require" : "forbid", artifacts, truths));
  }

  private Expression expression(
      YamlObject object, String key, Set<String> artifacts, Set<String> truths) {
    String text = object.text(key);
    try {
      return expressions.compile(text == null ? "false" : text, artifacts, truths);
    } catch (InvalidExpressionException e) {
      e.problems()
          .forEach(
              problem ->
                  object.problem(
                      key,
                      "%s (in the expression at %d:%d)"
                          .formatted(problem.message(), problem.line(), problem.column() + 1)));
      return expressions.compile("false", artifacts, truths);
    }
  }

  private String message(YamlObject rule) {
    String message = rule.text("message");
    if (message != null) {
      limit(rule, "message", message, MAX_MESSAGE);
      return message;
    }
    @Nullable String required = rule.text("require");
    return required == null ? "forbidden: " + rule.text("forbid") : "required: " + required;
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
