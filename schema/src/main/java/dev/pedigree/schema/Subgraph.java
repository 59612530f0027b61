package dev.pedigree.schema;

import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The schema as a subgraph of a federated graph. */
final class Subgraph {
  private static final String SPECIFICATION = "https://specs.apollo.dev/federation/v2.9";

  /** Those of Federation's directives that the schema uses, or an extension may. */
  private static final Set<String> DIRECTIVES =
      Set.of("key", "shareable", "tag", "inaccessible", "override");

  private Subgraph() {}

  /** What {@code document} declares, with a link in the place of Federation's directives. */
  static String sdl(Document document) {
    List<Definition<?>> definitions = new ArrayList<>();
    for (Definition<?> definition : document.getDefinitionsOfType(Definition.class)) {
      if (!(definition instanceof DirectiveDefinition directive
          && DIRECTIVES.contains(directive.getName()))) {
        definitions.add(definition);
      }
    }
    String imports =
        DIRECTIVES.stream()
            .sorted()
            .map(name -> "\"@" + name + "\"")
            .collect(Collectors.joining(", "));
    return "extend schema @link(url: \"%s\", import: [%s])\n\n%s"
        .formatted(SPECIFICATION, imports, SdlPrinter.print(definitions));
  }
}
