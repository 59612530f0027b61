package dev.pedigree.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFolderTest {
  @TempDir private Path folder;

  @Test
  void readsItsFilesByName() throws IOException {
    write("b.yml", "b");
    write("a.yaml", "ä");
    write(".hidden.yaml", "hidden");
    write("README.md", "no policy");
    Files.createDirectories(folder.resolve("more.yaml"));

    PolicyFolder read = PolicyFolder.read(folder);

    assertThat(read.problems()).isEmpty();
    assertThat(read.files())
        .containsExactly(
            new PolicyFile(folder.resolve("a.yaml"), "ä"),
            new PolicyFile(folder.resolve("b.yml"), "b"));
  }

  @Test
  void saysWhatIsWrongWithEachFile() throws IOException {
    write("empty.yaml", " \n");
    write("good.yaml", "a".repeat(PolicyFolder.MAX_BYTES));
    write("long.yaml", "a".repeat(PolicyFolder.MAX_BYTES + 1));
    Files.write(folder.resolve("other.yaml"), new byte[] {'a', '\n', (byte) 0xE4});
    Files.createSymbolicLink(folder.resolve("nowhere.yaml"), folder.resolve("nothing"));

    PolicyFolder read = PolicyFolder.read(folder);

    assertThat(read.files())
        .extracting(PolicyFile::path)
        .containsExactly(folder.resolve("good.yaml"));
    assertThat(read.problems())
        .extracting(PolicyProblem::toString)
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .endsWith("empty.yaml:1:1: it is empty (expected: a policy, or no file)"),
            it ->
                assertThat(it)
                    .endsWith("long.yaml:1:1: it is too long (expected: at most 262144 bytes)"),
            it -> assertThat(it).contains("nowhere.yaml:1:1: it cannot be read: "),
            it ->
                assertThat(it)
                    .endsWith("other.yaml:2:1: it is not UTF-8 from here on (expected: UTF-8)"));
  }

  @Test
  void refusesAFolderThatIsNoneOrHasNone() throws IOException {
    Path absent = folder.resolve("absent");
    Path file = write("policy.yaml", "a");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> PolicyFolder.read(absent))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(absent + " is missing (expected: a folder with policies)");
    assertThatThrownBy(() -> PolicyFolder.read(file))
        .hasMessage(file + " is a file (expected: a folder with policies)");
    assertThatThrownBy(() -> PolicyFolder.read(empty))
        .hasMessage(
            empty + " has no file that ends in .yaml or .yml (expected: at least one policy)");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
