package dev.pedigree.schema;

import graphql.language.Definition;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.MultiSourceReader;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.util.ArrayList;
import java.util.List;

/** Reads SDL; what cannot be read is a problem of the source. */
final class SdlParser {
  private static final ParserOptions OPTIONS =
      ParserOptions.getDefaultSdlParserOptions().transform(it -> it.captureLineComments(false));

  private final Problems problems;
  private boolean unreadable;

  SdlParser(Problems problems) {
    this.problems = problems;
  }

  /** Whether something could not be read: what it declares would be missing everywhere else. */
  boolean unreadable() {
    return unreadable;
  }

  /** What a source of an organisation declares; empty after a problem. */
  List<Definition<?>> parse(SdlSource source) {
    if (Brackets.isEmpty(source.text())) {
      problems.add(
          new SourceLocation(1, 1, source.name()),
          "nothing is declared in it (expected: a kind, a mutation, an enum, or an extension of"
              + " one of these)");
      return List.of();
    }
    int tooDeep = Brackets.tooDeepAt(source.text());
    if (tooDeep > 0) {
      return refuse(source, tooDeep, "nested too deeply (expected: a few levels)");
    }
    try {
      return parse(List.of(source));
    } catch (InvalidSyntaxException wrong) {
      SourceLocation at = wrong.getLocation();
      return refuse(source, at == null ? 1 : at.getLine(), String.valueOf(wrong.getMessage()));
    }
  }

  private List<Definition<?>> refuse(SdlSource source, int line, String reason) {
    unreadable = true;
    problems.add(new SourceLocation(line, 1, source.name()), reason);
    return List.of();
  }

  /**
   * What several sources declare, in order.
   *
   * @throws InvalidSyntaxException if one cannot be read
   */
  @SuppressWarnings("rawtypes") // graphql-java's document has raw types.
  static List<Definition<?>> parse(List<SdlSource> sources) {
    MultiSourceReader.Builder reader = MultiSourceReader.newMultiSourceReader().trackData(false);
    sources.forEach(source -> reader.string(source.text(), source.name()));
    ParserEnvironment environment =
        ParserEnvironment.newParserEnvironment()
            .document(reader.build())
            .parserOptions(OPTIONS)
            .build();
    List<Definition<?>> definitions = new ArrayList<>();
    for (Definition definition : Parser.parse(environment).getDefinitions()) {
      definitions.add((Definition<?>) definition);
    }
    return definitions;
  }
}
