package dev.pedigree.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of requests that are made to bring the process down, many at a time: each gets a typed
 * answer, and who asks honestly beside them is answered. How long that takes is measured by {@code
 * ./pedigree bench load}.
 */
@WithGateway
class HostileLoadTest {
  private static final int AT_A_TIME = 16;
  private static final Set<String> ALLOWED =
      Set.of("TOO_LARGE", "INVALID_VALUE", "BUDGET_EXCEEDED", "RATE_LIMITED", "NOT_FOUND");

  private final Gateway gateway;
  private final Sample sample;
  private final Random random = new Random(8);

  HostileLoadTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
  }

  @Test
  void everyoneGetsATypedAnswerAndHonestClientsTheirs() throws Exception {
    sample.chain("m", 40);
    AtomicBoolean over = new AtomicBoolean();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Socket> slow = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME + 2)) {
      for (int i = 0; i < 20; i++) {
        slow.add(slowReader());
      }
      var honest =
          List.of(clients.submit(() -> ask(over, wrong)), clients.submit(() -> ask(over, wrong)));
      List<Map<String, Object>> hostile =
          IntStream.range(0, 25).boxed().flatMap(i -> round(i).stream()).toList();
      assertThat(hostile).hasSizeGreaterThanOrEqualTo(200);
      var sent = hostile.stream().map(body -> clients.submit(() -> attack(body, wrong))).toList();
      for (var each : sent) {
        each.get(2, TimeUnit.MINUTES);
      }
      over.set(true);
      int answered = 0;
      for (var each : honest) {
        answered += each.get(1, TimeUnit.MINUTES);
      }
      assertThat(answered).isPositive();
    } finally {
      over.set(true);
      for (Socket socket : slow) {
        socket.close();
      }
    }

    assertThat(wrong).isEmpty();
    gateway.awaitReadiness(200);
  }

  private int ask(AtomicBoolean over, List<String> wrong) {
    int answered = 0;
    String document =
        "{ artifact(id: \"%s\") { name ancestors(first: 10) { totalCount nodes { name stage } } } }"
            .formatted(sample.id("m39"));
    while (!over.get()) {
      Answer answer = gateway.ask(document, Map.of(), "honest");
      if (answer.body().at("/data/artifact/ancestors/totalCount").asInt() != 39) {
        wrong.add("honest: " + answer);
      }
      answered++;
    }
    return answered;
  }

  private void attack(Map<String, Object> body, List<String> wrong) {
    var response = gateway.post("/graphql", Gateway.JSON.writeValueAsString(body), "hostile");
    Answer answer = new Answer(response.statusCode(), Gateway.JSON.readTree(response.body()));
    boolean typed = !answer.codes().isEmpty() && ALLOWED.containsAll(answer.codes());
    boolean bounded = answer.codes().isEmpty() && response.body().length() < 20_000_000;
    if (!typed && !bounded) {
      wrong.add(String.valueOf(body.get("query")).substring(0, 60) + ": " + response.body());
    }
  }

  /** One of each sort. */
  private List<Map<String, Object>> round(int number) {
    List<String> documents = new ArrayList<>();
    int some = 100 + random.nextInt(200);
    documents.add(
        "{ artifacts { nodes { "
            + "ancestors { nodes { ".repeat(some)
            + "id"
            + " } }".repeat(some)
            + " } } }");
    documents.add(
        "{ "
            + IntStream.range(0, 4_000)
                .mapToObj(i -> "a" + i + ": artifacts(first: 1000) { totalCount }")
                .collect(Collectors.joining(" "))
            + " }");
    documents.add(
        "{ artifacts { nodes { ...A%1$d } } } fragment A%1$d on Artifact { parents { nodes { parent { ...B%1$d } } } } fragment B%1$d on Artifact { ...A%1$d }"
            .formatted(number));
    documents.add(
        "{ artifacts(first: 1000) { nodes { descendants(first: 1000) { nodes { ancestors(first: 1000) { nodes { id } } } } } } }");
    documents.add("{ artifacts(first: 100000) { ids nodes { id } } }");
    documents.add("{ " + "[".repeat(some * 100) + " }");
    documents.add(
        "{ artifacts(where: "
            + "{not: ".repeat(some)
            + "{base: true}"
            + "}".repeat(some)
            + ") { totalCount } }");
    documents.add(
        "{ __schema { types { fields { type { ofType { fields { type { ofType { fields { name } } } } } } } } }");
    List<Map<String, Object>> bodies = new ArrayList<>();
    documents.forEach(document -> bodies.add(Map.of("query", document, "variables", Map.of())));
    bodies.add(
        Map.of(
            "query",
            "query ($of: [ID!]!) { commonAncestors(of: $of) { distances } }",
            "variables",
            Map.of("of", Collections.nCopies(20_000, sample.id("m1")))));
    bodies.add(
        Map.of(
            "query",
            "query ($t: String!) { search(text: $t) { totalCount } }",
            "variables",
            Map.of("t", "x ".repeat(500_000))));
    return bodies;
  }

  /** Asks for much, and takes nothing of it. */
  private Socket slowReader() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    byte[] body =
        "{\"query\":\"{ artifacts(first: 1000) { nodes { id name names { name } labels { key } } } }\"}"
            .getBytes(StandardCharsets.UTF_8);
    OutputStream out = socket.getOutputStream();
    String head =
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return socket;
  }
}
