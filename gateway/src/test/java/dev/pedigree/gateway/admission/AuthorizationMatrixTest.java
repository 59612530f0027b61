package dev.pedigree.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.caller.Scope;
import graphql.schema.GraphQLSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.execution.GraphQlSource;

/**
 * Every field that the schema has, asked by a caller of every scope. What each needs is written in
 * {@code docs/access.md}: a field that is not there fails. Subscriptions are asked by their own
 * test.
 */
@WithGateway
class AuthorizationMatrixTest {
  private static final Path PAGE = Path.of("../docs/access.md");
  private static final String REWRITE =
      "mvn -q -pl gateway -am package -Dtest=AuthorizationMatrixTest -Dpedigree.golden=rewrite"
          + " -Dsurefire.failIfNoSpecifiedTests=false";
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| ([\\w:]+|any) \\| (.*) \\|");
  private static final Map<String, String> UNKNOWN =
      Map.of(
          "id",
          "\"sha256:" + "a".repeat(64) + "\"",
          "artifact",
          "\"sha256:" + "b".repeat(64) + "\"");
  private static final String HEAD =
      """
      # Who may ask for what

      Where callers show tokens (see [security.md](security.md)), each field needs the scope that stands before it here, or none in particular (`any`). An operation whose fields need a scope that its caller has not
      is refused as a whole, with `FORBIDDEN`, before anything of it is read. In which namespaces a caller may read and write is asked beside that. Kinds that an organisation declares are as `Artifact`.

      | type | scope | fields |
      | --- | --- | --- |
      """;

  private final SecuredGateway gateway;
  private final GraphQLSchema schema;
  private final Map<Set<Scope>, String> tokens = new HashMap<>();

  AuthorizationMatrixTest(SecuredGateway gateway) {
    this.gateway = gateway;
    this.schema = gateway.gateway().bean(GraphQlSource.class).schema();
  }

  @Test
  void thePageHasEveryField() throws IOException {
    AccessRules rules = new AccessRules();
    Map<String, Map<String, Set<String>>> types = new TreeMap<>();
    for (Questions.Question question : new Questions(schema, UNKNOWN).all()) {
      Questions.Step step = question.steps().getLast();
      String scope = rules.needed(step.of(), step.field()).map(Scope::text).orElse("any");
      types
          .computeIfAbsent(step.of().getName(), _ -> new TreeMap<>())
          .computeIfAbsent(scope, _ -> new LinkedHashSet<>())
          .add(step.field().getName());
    }
    StringBuilder page = new StringBuilder(HEAD);
    types.forEach(
        (type, scopes) ->
            scopes.forEach(
                (scope, fields) ->
                    page.append(
                        "| `%s` | %s | %s |%n"
                            .formatted(
                                type,
                                scope,
                                fields.stream()
                                    .map(field -> "`" + field + "`")
                                    .collect(Collectors.joining(", "))))));
    if ("rewrite".equals(System.getProperty("pedigree.golden"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .withFailMessage(
            "docs/access.md has not all fields, or other scopes; when you know who may ask for"
                + " them, rewrite it: "
                + REWRITE)
        .isEqualTo(page.toString());
  }

  /** Who has the scopes of the page and no other is let in; without any one of them nobody is. */
  @Test
  void everyFieldIsForThoseWithItsScopeAndForNobodyElse() throws IOException {
    Map<String, String> page = written();
    List<Questions.Question> questions =
        new Questions(schema, UNKNOWN)
            .all().stream().filter(question -> !question.isSubscription()).toList();
    List<String> wrong = new ArrayList<>();
    for (Questions.Question question : questions) {
      Set<Scope> needed = needed(question, page);
      if (isForbidden(asked(question, needed))) {
        wrong.add("%s is not for %s".formatted(question.coordinates(), needed));
      }
      for (Scope scope : needed) {
        Set<Scope> others = EnumSet.complementOf(EnumSet.of(scope));
        if (!isForbidden(asked(question, others))) {
          wrong.add("%s is for %s".formatted(question.coordinates(), others));
        }
      }
    }

    assertThat(questions).hasSizeGreaterThan(400);
    assertThat(wrong).isEmpty();
  }

  private static Set<Scope> needed(Questions.Question question, Map<String, String> page) {
    Set<Scope> needed = EnumSet.noneOf(Scope.class);
    for (Questions.Step step : question.steps()) {
      String scope = Objects.requireNonNull(page.get(step.coordinates()), step.coordinates());
      if (!scope.equals("any")) {
        needed.add(Scope.parse(scope).orElseThrow());
      }
    }
    return needed;
  }

  private Answer asked(Questions.Question question, Set<Scope> scopes) {
    String token =
        tokens.computeIfAbsent(
            scopes, all -> gateway.tokens().of("matrix", all, List.of("here"), List.of("here")));
    return gateway.ask(token, question.document());
  }

  /** For want of a scope: where a namespace is the matter, the message says so. */
  private static boolean isForbidden(Answer answer) {
    return answer.body().path("errors").toString().contains("has not the scope");
  }

  private static Map<String, String> written() throws IOException {
    Map<String, String> scopes = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        for (String field : row.group(3).split(", ", -1)) {
          scopes.put(row.group(1) + "." + field.replace("`", ""), row.group(2));
        }
      }
    }
    return scopes;
  }
}
