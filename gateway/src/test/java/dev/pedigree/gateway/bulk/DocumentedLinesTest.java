package dev.pedigree.gateway.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The lines of docs/bulk.md, imported into an empty store in the order in which they are printed.
 * The verdicts must be the printed ones.
 */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedLinesTest {
  private static final String BLOCK_BEGINS = "```json\n";
  private static final Pattern LINES_AND_VERDICTS =
      Pattern.compile("```json\n(.*?)```\n\n```json\n(.*?)```", Pattern.DOTALL);

  private final Gateway gateway;

  DocumentedLinesTest(Endpoints endpoints) {
    gateway = Gateway.start(endpoints);
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @TestFactory
  List<DynamicTest> answersAsPrinted() throws IOException {
    String page = Files.readString(Checkout.find().root().resolve("docs/bulk.md"));

    List<MatchResult> examples = LINES_AND_VERDICTS.matcher(page).results().toList();

    assertThat(examples).isNotEmpty().hasSize((page.split(BLOCK_BEGINS, -1).length - 1) / 2);
    return examples.stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.group(1).lines().findFirst().orElse(""),
                    () -> load(it.group(1), it.group(2))))
        .toList();
  }

  private void load(String lines, String printed) {
    List<JsonNode> verdicts = gateway.load(lines);

    assertThat(verdicts).isEqualTo(printed.lines().map(Gateway.JSON::readTree).toList());
  }
}
