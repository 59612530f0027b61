package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SdlSourceTest {
  @TempDir Path folder;

  @Test
  void readsAllThatIsMeantInOrder() throws IOException {
    write("b.graphqls", "two");
    write("a/c.graphqls", "one");
    write("readme.md", "not SDL");
    write("..2026/b.graphqls", "what a mounted volume keeps beside its links");

    assertThat(SdlSource.folder(folder))
        .containsExactly(new SdlSource("a/c.graphqls", "one"), new SdlSource("b.graphqls", "two"));
  }

  @Test
  void followsLinksToFiles() throws IOException {
    write("..data/b.graphqls", "two");
    Files.createSymbolicLink(folder.resolve("b.graphqls"), folder.resolve("..data/b.graphqls"));

    assertThat(SdlSource.folder(folder)).containsExactly(new SdlSource("b.graphqls", "two"));
  }

  @Test
  void saysWhatItFoundInsteadOfSdl() throws IOException {
    assertRefused(folder + " has no file that ends in .graphqls (found: nothing)");

    write("robot.graphql", "type");

    assertRefused(folder + " has no file that ends in .graphqls (found: robot.graphql)");
  }

  @Test
  void saysThatItIsNoFolder() throws IOException {
    Path file = write("robot.graphqls", "type");

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> SdlSource.folder(file))
        .withMessage(file + " is a file (expected: a folder with files that end in .graphqls)");
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> SdlSource.folder(folder.resolve("gone")))
        .withMessage(
            folder.resolve("gone")
                + " is missing (expected: a folder with files that end in .graphqls)");
  }

  @Test
  void refusesALinkThatLeadsNowhere() throws IOException {
    write("robot.graphqls", "type");
    Files.createSymbolicLink(folder.resolve("gone.graphqls"), folder.resolve("nowhere"));

    assertRefused("gone.graphqls:1: it is a link that leads nowhere (expected: a file)");
  }

  @Test
  void saysWhichLineIsNotUtf8() throws IOException {
    Files.write(
        folder.resolve("robot.graphqls"),
        "\"Ein\n Gerät\"\n".getBytes(StandardCharsets.ISO_8859_1));

    assertRefused("robot.graphqls:2: it is not UTF-8 from here on (expected: UTF-8)");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> SdlSource.folder(folder))
        .withMessage(message);
  }
}
