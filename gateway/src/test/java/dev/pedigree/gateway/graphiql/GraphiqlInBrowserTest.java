package dev.pedigree.gateway.graphiql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.browser.Browser;
import dev.pedigree.gateway.browser.WithBrowser;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser that cannot reach anything but this machine. */
@WithGateway
@WithBrowser
class GraphiqlInBrowserTest {
  private static final String ANSWER = ".result-window";

  private final Gateway gateway;
  private final Sample sample;
  private final Browser browser;

  GraphiqlInBrowserTest(Gateway gateway, Sample sample, @TempDir Path profile) throws IOException {
    this.gateway = gateway;
    this.sample = sample;
    this.browser = Browser.start(profile);
  }

  @BeforeEach
  void open() {
    browser.open(URI.create("http://127.0.0.1:" + gateway.port() + "/graphiql"));
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void answersTheQueryOfItsFirstTab() {
    Map<String, String> model = new LinkedHashMap<>(ExampleTab.all().getFirst().variables());
    model.put("digest", sample.id("shown"));
    sample.ask(Map.of("artifacts", List.of(Map.of("model", model)))).data("/record");

    browser.awaitText(".graphiql-query-editor", "artifactByName");
    browser.click(".graphiql-execute-button");

    browser.awaitText(ANSWER, sample.id("shown"));
    assertThatAllIsWell();
  }

  @Test
  void documentsTheSchema() {
    browser.click("[aria-label='Show Documentation Explorer']");
    browser.click(".graphiql-doc-explorer-type-name");

    browser.awaitText(".graphiql-doc-explorer", "An operation reads the graph at one revision");
    assertThatAllIsWell();
  }

  @Test
  void leadsBackToTheOverview() {
    browser.awaitText(".graphiql-logo", "Pedigree");

    assertThat(browser.evaluate("document.querySelector('.graphiql-logo a').pathname").asString())
        .isEqualTo("/");
  }

  @Test
  void refusesToLoadFromElsewhere() {
    browser.awaitText(".graphiql-logo", "Pedigree");

    String refused =
        browser
            .evaluate(
                """
                new Promise(resolve => {
                  document.addEventListener('securitypolicyviolation', it => resolve(it.blockedURI));
                  fetch('http://elsewhere.example/').catch(() => {});
                })
                """)
            .asString();

    assertThat(refused).isEqualTo("http://elsewhere.example/");
    assertThat(browser.complaints()).anyMatch(it -> it.contains("elsewhere.example"));
  }

  private void assertThatAllIsWell() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .contains("http://127.0.0.1:" + gateway.port() + "/graphql")
        .allMatch(it -> it.startsWith("data:") || URI.create(it).getHost().equals("127.0.0.1"));
  }
}
