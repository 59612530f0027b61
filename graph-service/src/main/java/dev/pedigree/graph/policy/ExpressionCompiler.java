package dev.pedigree.graph.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationResult;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.FieldType;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles CEL (the Common Expression Language, cel.dev) about artifacts of a schema. What an
 * artifact has is told by {@link ArtifactValues}.
 */
final class ExpressionCompiler {
  /** In Unicode code points. */
  static final int MAX_LENGTH = 4_096;

  /** Of all comprehensions of one evaluation together. */
  private static final int MAX_ITERATIONS = 10_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private final StructType artifact;
  private final CelTypeProvider structs;
  private final CelRuntime runtime =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addFunctionBindings(
              CelFunctionBinding.from(
                  "artifact_passed",
                  List.of(Map.class, String.class, Long.class),
                  arguments ->
                      ArtifactValues.passed(
                          (Map<?, ?>) arguments[0], (String) arguments[1], (Long) arguments[2])))
          .build();

  ExpressionCompiler(TypeSystem types) {
    StructType check =
        struct("Check", Map.of("version", SimpleType.INT, "passed", SimpleType.BOOL));
    StructType attributes = struct("Attributes", attributes(types));
    this.artifact = struct("Artifact", artifact(check, attributes));
    ImmutableMap<String, CelType> all =
        ImmutableMap.of("Check", check, "Attributes", attributes, "Artifact", artifact);
    this.structs =
        new CelTypeProvider() {
          @Override
          public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(all.values());
          }

          @Override
          public Optional<CelType> findType(String name) {
            return Optional.ofNullable(all.get(name));
          }
        };
  }

  private static StructType struct(String name, Map<String, CelType> declared) {
    ImmutableMap<String, CelType> fields = ImmutableMap.copyOf(declared);
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  private static Map<String, CelType> artifact(StructType check, StructType attributes) {
    Map<String, CelType> fields = new LinkedHashMap<>();
    CelType texts = ListType.create(SimpleType.STRING);
    for (String text :
        List.of(
            "id", "kind", "namespace", "name", "version", "stage", "provenance", "recordedBy")) {
      fields.put(text, SimpleType.STRING);
    }
    fields.put("kinds", texts);
    fields.put("namespaces", texts);
    fields.put("owners", texts);
    fields.put("labels", MapType.create(SimpleType.STRING, SimpleType.STRING));
    fields.put("checks", MapType.create(SimpleType.STRING, check));
    fields.put("quarantined", SimpleType.BOOL);
    fields.put("hasParents", SimpleType.BOOL);
    fields.put("base", SimpleType.BOOL);
    fields.put("opaqueShare", SimpleType.DOUBLE);
    fields.put("hashed", SimpleType.BOOL);
    fields.put("age", SimpleType.DURATION);
    fields.put("attributes", attributes);
    return fields;
  }

  /** What the kinds declare; where two declare one name differently, any type is taken. */
  private static Map<String, CelType> attributes(TypeSystem types) {
    Map<String, CelType> fields = new LinkedHashMap<>();
    for (Kind kind : types.kinds()) {
      for (Field field : kind.fields()) {
        CelType type = type(field.type());
        fields.merge(field.name(), type, (a, b) -> a.equals(b) ? a : SimpleType.DYN);
      }
    }
    return fields;
  }

  private static CelType type(FieldType type) {
    return switch (type) {
      case FieldType.Scalar scalar ->
          switch (scalar) {
            case STRING, ID, DATE_TIME, DIGEST -> SimpleType.STRING;
            case INT -> SimpleType.INT;
            case FLOAT -> SimpleType.DOUBLE;
            case BOOLEAN -> SimpleType.BOOL;
            case JSON -> SimpleType.DYN;
          };
      case FieldType.Enumeration _ -> SimpleType.STRING;
      case FieldType.ListOf list -> ListType.create(type(list.element()));
    };
  }

  /**
   * Compiles an expression of a truth value.
   *
   * @param artifacts names of variables that are artifacts
   * @param truths names of variables that are truth values
   * @throws InvalidExpressionException if it is wrong, with every place and reason
   */
  Expression compile(String text, Set<String> artifacts, Set<String> truths) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(structs)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL)
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "passed",
                    CelOverloadDecl.newMemberOverload(
                        "artifact_passed",
                        SimpleType.BOOL,
                        artifact,
                        SimpleType.STRING,
                        SimpleType.INT)));
    artifacts.forEach(name -> builder.addVar(name, artifact));
    truths.forEach(name -> builder.addVar(name, SimpleType.BOOL));
    return compile(text, builder.build());
  }

  private Expression compile(String text, CelCompiler compiler) {
    CelValidationResult result = compiler.compile(text);
    if (result.hasError()) {
      throw new InvalidExpressionException(
          result.getErrors().stream().map(ExpressionCompiler::problem).toList());
    }
    try {
      CelAbstractSyntaxTree ast = result.getAst();
      CelNavigableExpr root = CelNavigableAst.fromAst(ast).getRoot();
      ExpressionLimits limits = new ExpressionLimits(ast);
      limits.refuseExpensive(root);
      limits.refuseWholeArtifacts(root);
      return new Expression(
          text,
          runtime.createProgram(ast),
          names(root),
          new AgeLimits(limits, this::duration).find(root));
    } catch (dev.cel.common.CelValidationException | CelEvaluationException e) {
      throw new InvalidExpressionException(
          List.of(new InvalidExpressionException.Problem(1, 0, String.valueOf(e.getMessage()))));
    }
  }

  /** What CEL makes of the text of a duration, such as {@code 24h}; empty: it is none. */
  private Optional<Duration> duration(String text) {
    try {
      CelAbstractSyntaxTree ast =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(OPTIONS)
              .addVar("text", SimpleType.STRING)
              .build()
              .compile("duration(text)")
              .getAst();
      return runtime.createProgram(ast).eval(Map.of("text", text)) instanceof Duration duration
          ? Optional.of(duration)
          : Optional.empty();
    } catch (dev.cel.common.CelValidationException | CelEvaluationException e) {
      return Optional.empty();
    }
  }

  private static InvalidExpressionException.Problem problem(CelIssue issue) {
    return new InvalidExpressionException.Problem(
        issue.getSourceLocation().getLine(),
        issue.getSourceLocation().getColumn(),
        issue.getMessage());
  }

  private static Set<String> names(CelNavigableExpr root) {
    Set<String> names = new HashSet<>();
    root.allNodes()
        .forEach(
            node -> {
              switch (node.getKind()) {
                case IDENT -> names.add(node.expr().ident().name());
                case SELECT -> names.add(node.expr().select().field());
                case CALL -> names.add(node.expr().call().function());
                default -> {}
              }
            });
    return names;
  }
}
