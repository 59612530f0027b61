package dev.pedigree.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pedigree.schema.PedigreeSchema;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySourceTest {
  private static final String HEAD = "name: p\nversion: 1\ndescription: x\n";
  private static final String RULE = "rules: [require: 'true']\n";

  private final PolicySource sources = new PolicySource(PedigreeSchema.load().typeSystem());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ancestor.nope == 'x' | undefined field 'nope'",
        "nope == 'x' | undeclared reference to 'nope'",
        "upstream | undeclared reference to 'upstream'",
        "ancestor.kind == 1 | found no matching overload for '_==_'",
        "ancestor.kind | expected type 'bool' but found 'string'",
        "ancestor.passed('gate') | found no matching overload for 'passed'",
        "ancestor.age < 3 | found no matching overload for '_<_'",
        "ancestor.attributes.nope | undefined field 'nope'",
        "ancestor.kind == | mismatched input",
        "ancestor.kind == 'MODEL | token recognition error",
        "while (true) {} | reserved identifier: while",
        "`` | mismatched input"
      })
  void refusesExpressionsThatAreNone(String expression, String reason) {
    assertThat(problems(requiring(expression)).getFirst().toString())
        .startsWith("6:14: require: ")
        .contains(reason)
        .contains("(in the expression at 1:");
  }

  @Test
  void saysWhereInAnExpressionOfManyLines() {
    String source =
        """
        name: p
        version: 1
        description: x
        rules:
          - require: |
              subject.kind == 'MODEL'
              && subject.nope
              && subject.absent
        """;

    assertThat(problems(source))
        .extracting(InvalidPolicyException.Problem::toString)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("5:14: ").contains("nope").endsWith("at 2:11)"),
            second -> assertThat(second).contains("absent").endsWith("at 3:11)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ancestor.owners.all(a, ancestor.owners.all(b, a != b))",
        "ancestor.owners.exists(a, a == 'x') && ancestor.owners.all(b, b != 'y')"
      })
  void takesTwoLoopsInsideOneAnother(String expression) {
    assertThat(sources.parse(requiring(expression)).rules()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "dyn(subject)['quarantined']; 1:5; subject",
        "[subject, 1][0]['quarantined'] == true; 1:2; subject",
        "true && subject == ancestor; 1:9; subject",
        "[ancestor].exists(a, a.quarantined); 1:2; ancestor"
      },
      delimiter = ';')
  void refusesArtifactsAsAWhole(String expression, String place, String variable) {
    assertThat(problems(requiring(expression)).getFirst().toString())
        .contains(variable + ": an artifact as a whole (expected: a field of it)")
        .endsWith("at " + place + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subject.age + duration('1h') < duration('2h')",
        "subject.age < ancestor.age",
        "[subject.age].exists(a, a < duration('1h'))",
        "subject.age < duration('x')"
      })
  void refusesAgesThatAreNotComparedWithConstants(String expression) {
    assertThat(problems(requiring(expression)).getFirst().toString())
        .contains("age (expected: compared with a constant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "duration('1h') >= subject.age",
        "has(subject.age) && subject.age != duration('90m')",
        "subject.labels.age == 'old' && subject.labels['age'] == 'old'"
      })
  void takesAgesThatAre(String expression) {
    assertThat(sources.parse(requiring(expression)).rules()).hasSize(1);
  }

  @Test
  void refusesOfParentsOfEvidenceWhatIsNotAskedOfThem() {
    String source =
        HEAD
            + "rules: [{evidence: {kinds: [EVAL_RUN], parents: {maxDepth: 2}}, forbid: upstream}]\n";

    assertThat(problems(source).getFirst().toString()).contains("maxDepth: unknown");
  }

  @Test
  void refusesMessagesThatWouldFillVerdicts() {
    String source = HEAD + "rules: [{require: 'true', message: %s}]\n".formatted("m".repeat(501));

    assertThat(problems(source).getFirst().toString())
        .contains("message: 501 characters (expected: at most 500)");
  }

  @Test
  void refusesThreeLoopsInsideOneAnother() {
    String loops =
        "ancestor.owners.all(a, ancestor.owners.all(b, ancestor.owners.all(c, a + b != c)))";

    assertThat(problems(requiring(loops)))
        .singleElement()
        .asString()
        .contains("steps where lists have 100 elements (expected: 1000000 or fewer)");
  }

  @Test
  void refusesWhereTheFirstTooExpensivePartIs() {
    String pairs = "subject.owners.all(a, subject.owners.all(b, a + b != ''))";

    assertThat(sources.parse(requiring(pairs)).rules()).hasSize(1);
    assertThat(problems(requiring(String.join(" && ", Collections.nCopies(40, pairs)))))
        .singleElement()
        .asString()
        .contains("costs");
  }

  @ParameterizedTest
  @CsvSource({
    "(, true, )",
    "[, 1, ]",
    "-(, 1, )",
    "'true ? true : ', true, ''",
    "'1 + ', 1 == 1, ''",
    "'subject.owners.all(a, ', true, )"
  })
  void refusesExpressionsThatAreTooDeep(String open, String inner, String close) {
    int depth = 4_000 / (open.length() + close.length());

    assertThat(problems(requiring(open.repeat(depth) + inner + close.repeat(depth)))).isNotEmpty();
  }

  @Test
  void takesExpressionsOfALimitedLength() {
    String kind = "subject.kind == '%s'";
    String longest = "x".repeat(ExpressionCompiler.MAX_LENGTH - kind.formatted("").length());

    assertThat(sources.parse(requiring(kind.formatted(longest))).rules()).hasSize(1);
    assertThat(problems(requiring(kind.formatted(longest + "x"))))
        .singleElement()
        .asString()
        .contains("exceeds limit");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"true &&, true", "true ||, false", "!, true"})
  void readsLongChains(String link, String end) {
    String expression = (link + " ").repeat(4_000 / (link.length() + 1)) + end;

    assertThat(sources.parse(requiring(expression)).rules()).hasSize(1);
  }

  static List<Arguments> noYaml() {
    return List.of(
        arguments("", "1:1: expected: a mapping"),
        arguments("# nothing", "1:1: expected: a mapping"),
        arguments("[1, 2]", "1:1: expected: a mapping"),
        arguments("just text", "1:1: expected: a mapping"),
        arguments("name: p\nname: q", "2:1: name: given twice (expected: once)"),
        arguments("? [a]\n: b", "1:3: a key that is no text (expected: a name)"),
        arguments("name: p\n\tversion: 1", "2:1: found character '\\t(TAB)'"),
        arguments("name: [p", "1:9: expected ',' or ']'"),
        arguments("a: b: c", "1:5: mapping values are not allowed here"),
        arguments("--- a\n--- b", "2:1: but found another document"),
        arguments("a: *b", "1:4: found undefined alias b"),
        arguments("a: &a 1\nb: *a", "1:4: an anchor that is used elsewhere"),
        arguments("a: &a [*a]", "1:4: an anchor that is used elsewhere"),
        arguments("a: &a {b: 1}\nc:\n  <<: *a", "1:4: an anchor that is used elsewhere"),
        arguments("a: \u0007", "1:1: special characters are not allowed"),
        arguments("\u0000", "1:1: special characters are not allowed"));
  }

  @ParameterizedTest
  @MethodSource("noYaml")
  void refusesWhatIsNoYamlOrMoreOfItThanIsNeeded(String source, String problem) {
    assertThat(problems(source).getFirst().toString()).startsWith(problem);
  }

  @Test
  void refusesABombOfAliasesAndTellsWhereSomeAre() {
    String levels =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> "l%d: &l%d [%s]\n".formatted(i, i, ("*l" + (i - 1) + ",").repeat(9)))
            .collect(Collectors.joining());

    assertThat(problems("l0: &l0 [lol]\n" + levels))
        .hasSize(50)
        .allSatisfy(
            problem ->
                assertThat(problem.message()).startsWith("an anchor that is used elsewhere"));
  }

  @Test
  void refusesWhatIsTooDeepOrTooLarge() {
    assertThat(problems("a: " + "[".repeat(17) + "]".repeat(17)))
        .singleElement()
        .asString()
        .contains("Nesting Depth exceeded max 16");
    assertThat(problems("a: " + "[".repeat(60_000))).isNotEmpty();
    assertThat(problems(HEAD + RULE + "# " + "x".repeat(65_536)))
        .singleElement()
        .asString()
        .endsWith("characters (expected: at most 65536)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: P | 1:7: name: P (expected: lower-case letters, digits and dashes)",
        "name: p- | 1:7: name: p- (expected: lower-case letters, digits and dashes)",
        "name: '' | 1:7: name: missing (expected: a text)",
        "version: 0 | 2:10: version: 0 (expected: 1 or more)",
        "version: -1 | 2:10: version: -1 (expected: 1 or more)",
        "version: 1.5 | 2:10: version: 1.5 (expected: an integer)",
        "version: 99999999999 | 2:10: version: 99999999999 (expected: an integer)",
        "version: [1] | 2:10: version: no text (expected: a text)",
        "description: ' ' | 3:14: description: missing (expected: a text)",
        "severity: block | 4:11: severity: block (expected: one of [BLOCK, WARN])",
        "stages: PRODUCTION | 4:9: stages: no list (expected: a list)",
        "stages: [LIVE] | 4:10: stages: LIVE (expected: some of ARCHIVED, DRAFT, PRODUCTION, STAGING)",
        "stages: [] | 4:9: stages: an empty list (expected: at least one)",
        "subject: ancestor.kind == 'MODEL' | 4:10: subject: undeclared reference to 'ancestor' (in container '') (in the expression at 1:1)",
        "sujet: x | 4:1: sujet: unknown (expected: one of name, version, severity, description, stages, subject, rules)"
      })
  void refusesAPolicyWithAWrongMember(String member, String problem) {
    String key = member.substring(0, member.indexOf(':') + 1);
    String source =
        HEAD.contains(key)
            ? HEAD.replaceFirst("(?m)^" + key + ".*$", member) + RULE
            : HEAD + member + "\n" + RULE;

    assertThat(problems(source).getFirst()).hasToString(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rules: [] | 4:8: rules: an empty list (expected: at least one)",
        "rules: none | 4:8: rules: no list (expected: a list)",
        "rules: [always] | 4:9: expected: a mapping",
        "rules: [{require: 'true', forbid: 'false'}] | 4:35: forbid: require and forbid (expected: exactly one of the two)",
        "rules: [{message: x}] | 4:9: require: neither require nor forbid (expected: exactly one of the two)",
        "rules: [{require: [x]}] | 4:19: require: no text (expected: a text)",
        "rules: [{requires: 'true', forbid: 'false'}] | 4:10: requires: unknown (expected: one of ancestors, evidence, path, require, forbid, message)",
        "rules: [{ancestors: {}, path: _, require: 'true'}] | 4:31: path: beside ancestors (expected: one of the two)",
        "rules: [{ancestors: all, require: 'true'}] | 4:21: expected: a mapping",
        "rules: [{ancestors: {kinds: MODEL}, require: 'true'}] | 4:29: kinds: no list (expected: a list)",
        "rules: [{ancestors: {kinds: []}, require: 'true'}] | 4:29: kinds: an empty list (expected: at least one)",
        "rules: [{ancestors: {kinds: [DOG]}, require: 'true'}] | 4:30: kinds: DOG (expected: some of ",
        "rules: [{ancestors: {edgeTypes: [EATS]}, require: 'true'}] | 4:34: edgeTypes: EATS (expected: some of ",
        "rules: [{ancestors: {inherits: [MONEY]}, require: 'true'}] | 4:33: inherits: MONEY (expected: some of ",
        "rules: [{ancestors: {mutations: [GROWTH]}, require: 'true'}] | 4:34: mutations: GROWTH (expected: some of ",
        "rules: [{ancestors: {maxDepth: 0}, require: 'true'}] | 4:32: maxDepth: 0 (expected: 1 or more)",
        "rules: [{ancestors: {depth: 1}, require: 'true'}] | 4:22: depth: unknown (expected: one of kinds, ",
        "rules: [{ancestors: {where: evidence}, require: 'true'}] | 4:29: where: undeclared reference to 'evidence'",
        "rules: [{evidence: {maxDepth: 3}, require: 'true'}] | 4:21: maxDepth: unknown (expected: one of of, ",
        "rules: [{evidence: {parents: {of: {}}}, require: 'true'}] | 4:31: of: unknown (expected: one of kinds, ",
        "rules: [{evidence: {}, require: upstream}] | 4:33: require: undeclared reference to 'upstream'",
        "rules: [{path: TRAINED_ON EATS, require: 'true'}] | 4:16: path: at 11: EATS is not in the schema",
        "rules: [{path: '(TRAINED_ON', require: 'true'}] | 4:16: path: at 12: expected )",
        "rules: [{path: '', require: 'true'}] | 4:16: path: missing (expected: a text)",
        "rules: [{path: [TRAINED_ON], require: 'true'}] | 4:16: path: no text (expected: a text)"
      })
  void refusesARuleWithAWrongMember(String rules, String problem) {
    assertThat(problems(HEAD + rules + "\n").getFirst().toString()).startsWith(problem);
  }

  @Test
  void refusesAPolicyWithoutRules() {
    assertThat(problems(HEAD))
        .extracting(InvalidPolicyException.Problem::toString)
        .containsExactly("1:1: rules: none (expected: at least one)");
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    String source =
        """
        name: P
        version: 0
        rules:
          - ancestors: {kinds: [DOG, CAT]}
            require: ancestor.nope
          - forbid: subject.nope
        """;

    assertThat(problems(source))
        .extracting(InvalidPolicyException.Problem::line)
        .containsExactlyInAnyOrder(1, 2, 1, 4, 4, 5, 6);
    assertThatThrownBy(() -> sources.parse(source)).hasMessageContaining("; ");
  }

  private static String requiring(String expression) {
    String inQuotes = "'" + expression.replace("'", "''") + "'";
    return HEAD + "rules:\n  - ancestors: {}\n    require: " + inQuotes + "\n";
  }

  private List<InvalidPolicyException.Problem> problems(String source) {
    return catchThrowableOfType(InvalidPolicyException.class, () -> sources.parse(source))
        .problems();
  }
}
