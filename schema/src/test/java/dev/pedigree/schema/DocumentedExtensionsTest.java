package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages show of extensions is what a gateway takes. */
class DocumentedExtensionsTest {
  private static final Pattern BLOCK = Pattern.compile("```graphqls\\R(.*?)```", Pattern.DOTALL);

  @Test
  void theGuideShowsAFolderThatLoads() throws IOException {
    PedigreeSchema schema = PedigreeSchema.load(blocks(Path.of("../docs/extensions.md")));

    schema.validate();
    TypeSystem types = schema.typeSystem();
    assertThat(types.kind("ROBOT_POLICY").orElseThrow().expects()).hasSize(1);
    assertThat(types.kind("MODEL").orElseThrow().fields())
        .extracting(Field::name)
        .contains("exportable");
    assertThat(types.edgeType("IMITATES")).isPresent();
    assertThat(types.mutationType("IMITATION")).isPresent();
  }

  @Test
  void theGuideNamesEveryDirectiveAndItsArguments() throws IOException {
    String guide = Files.readString(Path.of("../docs/extensions.md"));

    PedigreeSchema.load()
        .registry()
        .getDirectiveDefinitions()
        .values()
        .forEach(
            directive -> {
              if (!directive.getName().equals("oneOf")) {
                String row = row(guide, "`@" + directive.getName() + "`");
                directive
                    .getInputValueDefinitions()
                    .forEach(argument -> assertThat(row).contains("`" + argument.getName() + "`"));
              }
            });
  }

  @Test
  void theReadmeShowsAFolderThatLoads() throws IOException {
    List<SdlSource> blocks = blocks(Path.of("../README.md"));

    assertThat(blocks).isNotEmpty();
    PedigreeSchema.load(blocks).validate();
  }

  private static String row(String guide, String directive) {
    return guide
        .lines()
        .filter(line -> line.startsWith("| " + directive))
        .findFirst()
        .orElseThrow(() -> new AssertionError(directive + " is not in the guide's table"));
  }

  private static List<SdlSource> blocks(Path page) throws IOException {
    List<SdlSource> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(page));
    while (matcher.find()) {
      blocks.add(new SdlSource("block-" + blocks.size() + ".graphqls", matcher.group(1)));
    }
    return blocks;
  }
}
