package dev.pedigree.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ContentTest {
  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicTest> tellsTheIdOfAFolder() {
    return IdentityVectors.of("folders")
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.required("manifest").asString(), () -> checkFolder(example)));
  }

  private void checkFolder(JsonNode example) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "folder");
    for (var file : example.required("files").properties()) {
      write(folder.resolve(file.getKey()), file.getValue().asString());
    }
    Files.createDirectory(folder.resolve("no files in here"));

    assertThat(Content.at(folder).manifest(ReadProgress.NONE))
        .isEqualTo(example.required("manifest").asString());
    assertThat(Ids.ofPath(folder)).isEqualTo(example.required("id").asString());
  }

  @Test
  void tellsTheIdOfAFileByItsBytesAlone() throws IOException {
    String text = "x".repeat(3_000_000);
    Path file = write(scratch.resolve("weights"), text);
    Path link = Files.createSymbolicLink(scratch.resolve("link"), file);

    assertThat(Ids.ofPath(file)).isEqualTo(Ids.ofText(text));
    assertThat(Ids.ofPath(link)).isEqualTo(Ids.ofText(text));
  }

  @Test
  void countsALinkAsWhatItLeadsTo() throws IOException {
    write(scratch.resolve("store/blob"), "weights");
    write(scratch.resolve("plain/sub/model.bin"), "weights");
    Path linked = Files.createDirectories(scratch.resolve("linked/sub"));
    Files.createSymbolicLink(linked.resolve("model.bin"), scratch.resolve("store/blob"));

    assertThat(Ids.ofPath(scratch.resolve("linked")))
        .isEqualTo(Ids.ofPath(scratch.resolve("plain")));
  }

  @Test
  void tellsHowFarItIs() throws IOException {
    write(scratch.resolve("a/1"), "x".repeat(2_000_000));
    write(scratch.resolve("a/2"), "y".repeat(1_000_000));
    var seen = new ArrayList<Long>();

    Content content = Content.at(scratch.resolve("a"));
    String _ = content.id((bytes, total) -> seen.add(total - bytes));

    assertThat(content.size()).isEqualTo(3_000_000);
    assertThat(seen).hasSizeGreaterThan(2).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(seen.getLast()).isZero();
  }

  @Test
  void saysWhatIsAbsent() {
    assertRefused(scratch.resolve("none"), "none: there is no such file");
  }

  @Test
  void saysThatAFolderIsEmpty() {
    assertRefused(scratch, "a folder without files (expected: one or more)");
  }

  @Test
  void saysThatALinkLeadsNowhere() throws IOException {
    write(scratch.resolve("file"), "x");
    Files.createSymbolicLink(scratch.resolve("gone"), scratch.resolve("none"));

    assertRefused(scratch, "gone: a link that leads nowhere, or to itself");
  }

  @Test
  void saysThatALinkLeadsToItself() throws IOException {
    Path link = scratch.resolve("link");
    Files.createSymbolicLink(link, link);

    assertRefused(link, "link: a link that leads nowhere, or to itself");
  }

  @Test
  void saysThatFoldersFormALoop() throws IOException {
    write(scratch.resolve("a/b/file"), "x");
    Files.createSymbolicLink(scratch.resolve("a/b/up"), scratch.resolve("a"));

    assertRefused(scratch, "up: a link to a folder that it lies in: a loop");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysWhatCannotBeRead() {
    assertRefused(Path.of("/proc/self/mem"), "/proc/self/mem: cannot be read: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysWhatIsNoFile() {
    assertRefused(Path.of("/dev/null"), "/dev/null: neither a file nor a folder");
  }

  @Test
  void noticesAFileThatGrowsWhileItIsRead() throws IOException {
    Path file = write(scratch.resolve("log"), "x".repeat(2_000_000));

    assertThatThrownBy(() -> Content.at(file).id((_, _) -> append(file)))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("log: changed while it was read");
  }

  @Test
  void noticesAFileThatAppearsMeanwhile() throws IOException {
    write(scratch.resolve("model/shard-1"), "x");

    assertThatThrownBy(
            () ->
                Content.at(scratch.resolve("model"))
                    .id((_, _) -> append(scratch.resolve("model/shard-2"))))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("model: changed while it was read");
  }

  private static void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> Ids.ofPath(path))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining(message);
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "y", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
