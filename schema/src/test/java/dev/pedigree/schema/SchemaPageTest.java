package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/schema.md} true: it is written from the SDL. */
class SchemaPageTest {
  private static final Path PAGE = Path.of("../docs/schema.md");
  private static final String REWRITE =
      "mvn -q -pl schema test -Dtest=SchemaPageTest -Dpedigree.golden=rewrite";
  private static final Pattern LINK = Pattern.compile("]\\(#([^)]+)\\)");

  @Test
  void thePageIsTheOneThatTheSdlSays() throws IOException {
    String page = SchemaPage.of(PedigreeSchema.load().registry());
    if ("rewrite".equals(System.getProperty("pedigree.golden"))) {
      Files.writeString(PAGE, page);
    }

    String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    assertThat(written)
        .withFailMessage("docs/schema.md is not what the SDL says; to rewrite it: " + REWRITE)
        .isEqualTo(page);
  }

  @Test
  void everyLinkLeadsToOneHeading() {
    String page = SchemaPage.of(PedigreeSchema.load().registry());
    List<String> headings =
        page.lines()
            .filter(it -> it.startsWith("#"))
            .map(it -> it.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();

    assertThat(headings).doesNotHaveDuplicates();
    assertThat(LINK.matcher(page).results().map(it -> it.group(1)).distinct())
        .hasSizeGreaterThan(100)
        .allMatch(headings::contains);
  }

  @Test
  void tellsArgumentsDefaultsConstraintsAndDeprecations() {
    String page =
        SchemaPage.of(
            new SchemaParser()
                .parse(
                    """
                    directive @range(min: Int) on FIELD_DEFINITION
                    "The questions."
                    type Query {
                      "A | b."
                      old("How many." first: Int! = 5): [Thing!]! @range(min: 1) @deprecated(reason: "use new")
                    }
                    "A thing." union Thing = Query
                    """));

    assertThat(page)
        .contains(
            "| `old` | [`[Thing!]!`](#thing) | A \\| b. `@range(min: 1)` **Deprecated**: use new"
                + "<br>· `first` `Int!` = `5`: How many. |")
        .contains("*Union*\n\nA thing.\n\nOne of [`Query`](#query).");
  }
}
