package dev.pedigree.operations.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the Dockerfiles by reading them; {@link ImageTest} carries them out. */
class DockerfileTest {
  private static final Path ROOT = Checkout.find().root();

  private static Dockerfile dockerfile(String name) throws IOException {
    return Dockerfile.read(ROOT.resolve("docker/" + name + ".Dockerfile"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "indexer"})
  void pinsItsBaseImages(String name) throws IOException {
    Dockerfile dockerfile = dockerfile(name);

    assertThat(dockerfile.all("ARG")).allMatch(arg -> arg.matches("[A-Z_]+=[0-9][0-9._]+"));
    assertThat(dockerfile.all("FROM"))
        .hasSize(2)
        .allMatch(from -> from.matches("[a-z-]+:\\$\\{[A-Z_]+}\\S*( AS [a-z]+)?"))
        .noneMatch(from -> from.contains("latest"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "indexer"})
  void runsAsNobodySpecialAndAnswersAtItsPort(String name) throws IOException {
    Dockerfile dockerfile = dockerfile(name);
    List<String> keywords =
        dockerfile.instructions().stream().map(Dockerfile.Instruction::keyword).toList();

    assertThat(dockerfile.all("USER")).containsExactly("10001:10001");
    assertThat(keywords.subList(keywords.lastIndexOf("RUN") + 1, keywords.size()))
        .contains("USER", "HEALTHCHECK", "ENTRYPOINT")
        .doesNotContain("COPY", "ADD", "CMD");
    assertThat(dockerfile.all("HEALTHCHECK"))
        .singleElement()
        .asString()
        .endsWith("\"" + dockerfile.all("EXPOSE").findFirst().orElseThrow() + "\"]");
    assertThat(dockerfile.all("ENTRYPOINT")).allMatch(it -> it.startsWith("[\"/opt/java/bin/java"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "indexer"})
  void copiesWhatIsThereAndNotIgnored(String name) throws IOException {
    List<String> sent =
        Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();

    List<String> copied =
        dockerfile(name)
            .all("COPY")
            .filter(copy -> !copy.startsWith("--from"))
            .flatMap(copy -> Stream.of(copy.split(" ", -1)))
            .filter(word -> !word.equals("./"))
            .toList();

    assertThat(copied).isNotEmpty();
    assertThat(copied).allMatch(source -> Files.isRegularFile(ROOT.resolve(source)));
    assertThat(copied).allMatch(source -> sent.stream().anyMatch(source::startsWith));
  }
}
