package dev.pedigree.gateway.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The documents of docs/interop.md and of the pages beside it, imported in the order in which they
 * are printed; nothing else has their names. Each line of a report must have what is printed of it.
 */
@WithGateway
class DocumentedDocumentsTest {
  private static final Pattern BEGINS = Pattern.compile("<!-- POST (/import/\\S+) -->");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          BEGINS.pattern() + "\n(```+|~~~+)[a-z]*\n(.*?\n)\\2\n(?:(?!<!-- ).)*?```json\n(.*?)```",
          Pattern.DOTALL);

  private final Gateway gateway;

  DocumentedDocumentsTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @TestFactory
  List<DynamicTest> areReportedAsPrinted() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      List<MatchResult> examples = EXAMPLE.matcher(text).results().toList();
      assertThat(examples)
          .as(page.toString())
          .hasSize((int) BEGINS.matcher(text).results().count());
      for (MatchResult it : examples) {
        tests.add(
            DynamicTest.dynamicTest(
                page.getFileName() + " " + it.group(1),
                () -> compare(it.group(1), it.group(3), it.group(4))));
      }
    }
    return tests;
  }

  private static List<Path> pages() throws IOException {
    Path docs = Checkout.find().root().resolve("docs");
    List<Path> pages = new ArrayList<>(List.of(docs.resolve("interop.md")));
    try (Stream<Path> further = Files.list(docs.resolve("interop"))) {
      further.filter(it -> it.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private void compare(String path, String document, String printed) {
    Posted answer = Posted.text(gateway, path, document);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<JsonNode> expected = printed.lines().map(Gateway.JSON::readTree).toList();
    List<JsonNode> lines = answer.lines();
    assertThat(lines).as(answer.body()).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.get(i);
      for (Map.Entry<String, JsonNode> member : expected.get(i).properties()) {
        assertThat(line.get(member.getKey())).as("%s", line).isEqualTo(member.getValue());
      }
    }
  }
}
