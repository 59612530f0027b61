package dev.pedigree.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Asks what README.md asks, one after the other, of a gateway without any artifacts. */
@WithLocalStack(elasticsearch = true)
class ReadmeTest {
  private static final Path README = Path.of(System.getProperty("pedigree.root"), "README.md");
  private static final Pattern QUESTION =
      Pattern.compile("```graphql\\n(.*?)```\\s+```json\\n(.*?)```", Pattern.DOTALL);

  @Test
  void getsTheAnswersOfTheReadme(Endpoints endpoints) throws Exception {
    int asked = 0;
    try (Gateway gateway = Gateway.start(endpoints)) {
      Matcher questions = QUESTION.matcher(Files.readString(README));
      while (questions.find()) {
        if (questions.group(1).contains("search(")) {
          gateway.awaitSearch();
        }
        Answer answer = gateway.ask(questions.group(1));
        JsonNode expected = Gateway.JSON.readTree(questions.group(2));
        assertThat(answer.body().get("data")).isEqualTo(expected.get("data"));
        asked++;
      }
    }
    assertThat(asked).isGreaterThanOrEqualTo(4);
  }
}
