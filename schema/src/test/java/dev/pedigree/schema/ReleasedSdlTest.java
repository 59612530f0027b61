package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was released goes on to work: whatever a client of the last release asks or sends, and
 * whatever it recorded. {@code schema/released/README.md} says what there is to do at a release.
 */
class ReleasedSdlTest {
  private static final Path FOLDER = Path.of("released");
  private static final PedigreeSchema NOW = PedigreeSchema.load();
  private static final SchemaEvolution.Usage EVERYTHING =
      new SchemaEvolution.Usage() {
        @Override
        public long artifacts(String kind) {
          return 1;
        }

        @Override
        public long edges(String edgeType) {
          return 1;
        }
      };

  private static List<String> broken(String before) {
    List<String> reasons = new ArrayList<>(SchemaEvolution.brokenForClients(before, NOW));
    reasons.addAll(SchemaEvolution.orphaned(PedigreeSchema.published(before), NOW, EVERYTHING));
    return reasons;
  }

  @Test
  void theLastReleaseGoesOnToWork() throws IOException {
    Path last = last();

    assertThat(broken(Files.readString(last))).as("what %s loses", last).isEmpty();
  }

  private static Path last() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(it -> it.toString().endsWith(".graphqls"))
          .max(Comparator.comparing(ReleasedSdlTest::version))
          .orElseThrow();
    }
  }

  private static Runtime.Version version(Path file) {
    return Runtime.Version.parse(
        file.getFileName().toString().replace(".graphqls", "").replaceFirst("^0\\.", "1."));
  }

  @Test
  void aReleaseKeepsItsSdl() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>pedigree</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("../pom.xml")));
    assertThat(version.find()).isTrue();
    if (!version.group(1).endsWith("-SNAPSHOT")) {
      assertThat(FOLDER.resolve(version.group(1) + ".graphqls")).hasContent(NOW.sdl());
    }
  }

  /** Each compares with a release that had {@code before} where {@code now} is today. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "type Query { ~ type Query { \"x\" gone: Int ~ missing the field 'Query.gone'",
        "enum Stage { ~ enum Stage { \"x\" GONE ~ enum value 'GONE'",
        "child: ID! ~ kid: ID! ~ missing the field argument 'Query.descendsFrom.kid'",
        "child: ID! ~ kid: ID! ~ 'child'",
        "ancestor: ID! ~ ancestor: ID ~ from type 'ID' to 'ID!'",
        "totalCount: Int! ~ totalCount: Float! ~ from type 'Float!' to 'Int!'",
        "unhashed: UnhashedReason ~ unhashed: UnhashedReason! ~ from type 'UnhashedReason!' to 'UnhashedReason'",
        "input RecordInput { ~ input RecordInput { \"x\" gone: Int ~ 'RecordInput.gone'",
        "= Promoted ~ = Waiver | Promoted ~ Waiver",
        "parameters: Float ~ parameters: Float \"x\" gone: Int ~ Model.gone is gone",
        "enum MutationFlavor { ~ enum MutationFlavor { \"x\" GONE ~ GONE"
      })
  void findsWhatBreaksClients(String now, String before, String reason) {
    String earlier = NOW.sdl().replace(now, before);

    assertThat(earlier).isNotEqualTo(NOW.sdl());
    assertThat(broken(earlier)).anySatisfy(it -> assertThat(it).contains(reason));
  }

  @Test
  void letsAdditionsAndDeprecationsPass() {
    String earlier = NOW.sdl().replaceFirst("(?m)^  \"A shortest way[^}]*?\\): LineagePath\n", "");

    assertThat(broken(earlier)).isEmpty();
  }
}
