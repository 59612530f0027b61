package dev.pedigree.localstack.cli;

import dev.pedigree.commands.GatewayClient;
import dev.pedigree.localstack.demo.DemoData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Imports the demo's data and says what can be asked of it. Loading it again changes nothing. */
final class Demo {
  private final GatewayClient gateway;
  private final Import load;
  private final PrintStream out;

  Demo(GatewayClient gateway, Import load, PrintStream out) {
    this.gateway = gateway;
    this.load = load;
    this.out = out;
  }

  /**
   * Loads everything.
   *
   * @param address of the gateway, as it is shown
   * @return 0 if nothing was refused, else 2
   * @throws java.net.ConnectException if nothing answers there
   */
  int run(URI address) throws IOException {
    gateway.get("/").close(); // An import would try again for half a minute first.
    out.println("Loading public models, and a fictional organisation that builds on them.");
    out.flush();
    byte[] lines = (String.join("\n", DemoData.lines()) + "\n").getBytes(StandardCharsets.UTF_8);
    int exit = load.run(new ByteArrayInputStream(lines), lines.length);
    if (exit == Pedigree.OK) {
      showQuestions(address);
    }
    return exit;
  }

  private void showQuestions(URI address) {
    out.printf("Ask at %s, for example:%n", address.resolve("/graphql"));
    for (DemoData.Question question : DemoData.questions()) {
      out.printf("%n# %s%n%s%n", question.words(), question.query());
    }
    out.printf("%nMore, with their answers: docs/questions.md%n");
  }
}
