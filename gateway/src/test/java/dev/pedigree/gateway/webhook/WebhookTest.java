package dev.pedigree.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import tools.jackson.databind.JsonNode;

@WithGateway
class WebhookTest {
  private static final String PUT =
      """
      mutation ($input: PutWebhookInput!) {
        putWebhook(input: $input) { secret webhook { name owner url by events revision } }
      }
      """;
  private static final String SHOW =
      """
      query ($name: String!) {
        webhook(name: $name) {
          revision lagRevisions failing { revision attempts nextAt message }
          deadLetters { totalCount nodes { revision attempts message } }
        }
      }
      """;
  private static final String REDELIVER =
      "mutation ($input: RedeliverInput!) { redeliver(input: $input) { delivered message } }";
  private static final String QUARANTINE =
      "mutation ($id: ID!) { quarantine(input: {artifact: $id, reason: \"doubt\"}) { revision } }";
  private static final String RELEASE =
      "mutation ($id: ID!) { release(input: {artifact: $id, reason: \"fine\"}) { revision } }";

  private final Gateway gateway;
  private final SecuredGateway secured;
  private final Sample sample;
  private final String name = "w-" + UUID.randomUUID();
  private final Target target = new Target();

  WebhookTest(Gateway gateway, SecuredGateway secured, Sample sample) {
    this.gateway = gateway;
    this.secured = secured;
    this.sample = sample;
  }

  @AfterEach
  void close() {
    gateway.ask("mutation { deleteWebhook(input: {name: \"" + name + "\"}) { name } }");
    target.close();
  }

  private void recordFamily() {
    sample.record(
        sample.artifact("corpus", "root", List.of()),
        sample.artifact("model", "base", List.of(sample.parent("TRAINED_ON", "root"))),
        sample.artifact("model", "stranger", List.of()));
  }

  private Map<String, Object> wanted() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("name", name);
    input.put("url", target.url());
    input.put("by", sample.id("root"));
    return input;
  }

  private Answer put(Map<String, Object> input) {
    return gateway.ask(PUT, Map.of("input", input));
  }

  private Answer putWith(String field, Object value) {
    Map<String, Object> input = wanted();
    input.put(field, value);
    return put(input);
  }

  private long quarantine(String artifact) {
    return gateway
        .ask(QUARANTINE, Map.of("id", sample.id(artifact)))
        .data("/quarantine/revision")
        .asLong();
  }

  private long release(String artifact) {
    return gateway
        .ask(RELEASE, Map.of("id", sample.id(artifact)))
        .data("/release/revision")
        .asLong();
  }

  private JsonNode awaitState(Predicate<JsonNode> state) {
    JsonNode now = null;
    for (int i = 0; i < 600; i++) {
      now = gateway.ask(SHOW, Map.of("name", name)).data("/webhook");
      if (state.test(now)) {
        return now;
      }
      pause();
    }
    throw new AssertionError("still " + now);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void verify(String secret, Target.Got message) {
    assertThatCode(
            () ->
                new Webhook(secret)
                    .verify(message.body(), HttpHeaders.of(message.headers(), (_, _) -> true)))
        .doesNotThrowAnyException();
  }

  @Test
  void tellsSignedWhatHappensDownstreamAndNothingElse() {
    recordFamily();
    Answer made = put(wanted());

    quarantine("stranger");
    long first = quarantine("base");
    sample.record(
        sample.artifact("model", "fine", List.of(sample.parent("FINE_TUNED_FROM", "base"))));

    Target.Got message = target.next();
    assertThat(message.id()).isEqualTo(name + ":" + first);
    assertThat(message.affected()).containsExactly("base 1 QUARANTINED");
    assertThat(message.json().at("/type").asString()).isEqualTo("artifact.affected");
    assertThat(message.json().at("/data/affected/0/id").asString()).isEqualTo(sample.id("base"));
    assertThat(message.json().at("/data/affected/0/namespace").asString())
        .isEqualTo(sample.namespace());
    assertThat(target.next().affected()).containsExactly("fine 2 RECORDED,LINKED");
    verify(made.text("/putWebhook/secret"), message);
    assertThat(target.isQuiet()).isTrue();
  }

  @Test
  void tellsOnlyTheEventsThatAreWanted() {
    recordFamily();
    putWith("events", List.of("RELEASED"));

    quarantine("base");
    long released = release("base");

    assertThat(target.next().revision()).isEqualTo(released);
  }

  @Test
  void tellsAlsoWhatHappenedBefore() {
    recordFamily();
    long first = quarantine("base");
    putWith("after", first - 1);

    assertThat(target.next().revision()).isEqualTo(first);
  }

  @Test
  void triesAgainUntilItIsHeard() {
    recordFamily();
    put(wanted());
    List<Integer> answers = new ArrayList<>(List.of(500, 404, 204));
    target.answers(_ -> answers.removeFirst());

    long revision = quarantine("base");

    List<Target.Got> attempts = target.next(3);
    assertThat(attempts).extracting(Target.Got::id).containsOnly(name + ":" + revision);
    assertThat(attempts).extracting(Target.Got::body).containsOnly(attempts.getFirst().body());
    JsonNode after = awaitState(it -> it.at("/failing").isNull() && at(it) >= revision);
    assertThat(after.at("/deadLetters/totalCount").asInt()).isZero();
    assertThat(target.isQuiet()).isTrue();
  }

  private static long at(JsonNode webhook) {
    return webhook.get("revision").asLong();
  }

  @Test
  void givesUpAfterManyAttemptsAndGoesOn() {
    recordFamily();
    put(wanted());
    long bad = gateway.ask("{ head { revision } }").data("/head/revision").asLong() + 1;
    target.answers(message -> message.revision() == bad ? 503 : 204);

    assertThat(quarantine("base")).isEqualTo(bad);
    long good = release("base");

    JsonNode after = awaitState(it -> at(it) >= good);
    JsonNode letter = after.at("/deadLetters/nodes/0");
    assertThat(letter.get("revision").asLong()).isEqualTo(bad);
    assertThat(letter.get("attempts").asInt()).isEqualTo(4);
    assertThat(letter.get("message").asString()).isEqualTo("status 503 (expected: 2xx)");
    assertThat(target.next(5)).extracting(Target.Got::revision).containsSequence(bad, good);

    Map<String, Object> again = Map.of("input", Map.of("webhook", name, "revision", bad));
    assertThat(gateway.ask(REDELIVER, again).text("/redeliver/message")).contains("503");
    target.answers(_ -> 204);
    assertThat(gateway.ask(REDELIVER, again).data("/redeliver/delivered").asBoolean()).isTrue();
    assertThat(awaitState(_ -> true).at("/deadLetters/totalCount").asInt()).isZero();
  }

  @Test
  void isNotHeldUpByATargetThatHangs() {
    recordFamily();
    put(wanted());
    target.answers(_ -> 0);
    try (Target other = new Target()) {
      String second = name.replace("w-", "v-");
      Map<String, Object> input = wanted();
      input.put("name", second);
      input.put("url", other.url());
      put(input);

      long revision = quarantine("base");

      assertThat(other.next().revision()).isEqualTo(revision);
      JsonNode failing = awaitState(it -> !it.at("/failing").isNull());
      assertThat(failing.at("/failing/message").asString()).startsWith("no answer within ");
      gateway.ask("mutation { deleteWebhook(input: {name: \"" + second + "\"}) { name } }");
    }
  }

  @Test
  void refusesTargetsThatAreNotPublic() {
    recordFamily();

    for (String url :
        List.of(
            "http://10.1.2.3/",
            "https://10.1.2.3/",
            "https://192.168.0.1:8443/x",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[fd00::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://0.0.0.0/",
            "http://8.8.8.8/",
            "https://user@8.8.8.8/",
            "ftp://8.8.8.8/",
            "https://no-such-host.invalid/",
            "/hook",
            "x y")) {
      Answer answer = putWith("url", url);

      assertThat(answer.codes()).as(url).containsExactly("INVALID_VALUE");
      assertThat(answer.paths()).as(url).containsExactly("input.url");
    }
  }

  @Test
  void followsNoRedirectToAPrivateAddress() {
    recordFamily();
    target.redirects(307, "http://10.1.2.3/");
    put(wanted());

    quarantine("base");

    JsonNode failing = awaitState(it -> it.at("/deadLetters/totalCount").asInt() == 1);
    assertThat(failing.at("/deadLetters/nodes/0/message").asString())
        .contains("10.1.2.3 has no public address");
  }

  @Test
  void listensToNoAnswerWithoutAnEnd() {
    recordFamily();
    target.redirects(307, target.url() + "x".repeat(20_000));
    put(wanted());

    quarantine("base");

    JsonNode failing = awaitState(it -> !it.at("/failing").isNull());
    assertThat(failing.at("/failing/message").asString())
        .isEqualTo("Maximum line length limit exceeded");
  }

  @Test
  void followsARedirectThatKeepsTheMethod() {
    recordFamily();
    try (Target moved = new Target()) {
      target.redirects(308, moved.url());
      put(wanted());

      long revision = quarantine("base");

      assertThat(moved.next().revision()).isEqualTo(revision);
    }
  }

  @Test
  void signsWithTheFormerSecretToo() {
    recordFamily();
    String former = put(wanted()).text("/putWebhook/secret");
    Answer unchanged = put(wanted());
    String newer = putWith("rotateSecret", true).text("/putWebhook/secret");

    quarantine("base");

    Target.Got message = target.next();
    assertThat(unchanged.data("/putWebhook/secret").isNull()).isTrue();
    assertThat(newer).isNotEqualTo(former);
    verify(former, message);
    verify(newer, message);
  }

  @Test
  @EnabledIf(value = "pythonIsInstalled", disabledReason = "no python3 on the PATH")
  void isUnderstoodByTheExamplesReceiver() throws IOException {
    recordFamily();
    String secret = put(wanted()).text("/putWebhook/secret");
    Process receiver =
        new ProcessBuilder("python3", "../examples/python/pedigree_webhook.py", secret, "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(receiver.getInputStream(), UTF_8))) {
      putWith("url", said.readLine().replace("listening on ", ""));

      long revision = quarantine("base");

      assertThat(said.readLine()).isEqualTo(name + ":" + revision + " MODEL base: QUARANTINED");
    } finally {
      receiver.destroyForcibly();
    }
  }

  static boolean pythonIsInstalled() {
    return Program.areInstalled("python3");
  }

  @Test
  void goesOnWhereAnotherGatewayStopped(Endpoints endpoints) {
    try (Keyspace keyspace = new Keyspace(endpoints)) {
      Gateway first = keyspace.start();
      Gateway second = keyspace.start();
      Sample theirs = Sample.in(second);
      theirs.record(theirs.artifact("model", "base", List.of()));
      Map<String, Object> input =
          Map.of("name", name, "url", target.url(), "by", theirs.id("base"));
      String id = theirs.id("base");
      long recorded = second.ask("{ head { revision } }").data("/head/revision").asLong();
      first
          .ask(
              "{ artifact(id: \"%s\") { descendants(filter: {atLeast: %d}) { totalCount } } }"
                  .formatted(id, recorded))
          .data("/artifact/descendants");
      first.ask(PUT, Map.of("input", input)).data("/putWebhook");
      List<Long> made = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        made.add(second.ask(QUARANTINE, Map.of("id", id)).data("/quarantine/revision").asLong());
        made.add(second.ask(RELEASE, Map.of("id", id)).data("/release/revision").asLong());
        if (i == 1) {
          first.close();
        }
      }

      Set<Long> told = new LinkedHashSet<>();
      while (told.size() < made.size()) {
        told.add(target.next().revision());
      }

      assertThat(told).containsExactlyElementsOf(made);
    }
  }

  @Test
  void refusesNonsense() {
    recordFamily();

    assertThat(putWith("name", "No Name").paths()).containsExactly("input.name");
    assertThat(putWith("by", "x").codes()).containsExactly("INVALID_DIGEST");
    assertThat(putWith("by", sample.id("nothing")).codes()).containsExactly("NOT_FOUND");
    assertThat(putWith("events", List.of()).paths()).containsExactly("input.events");
    assertThat(putWith("after", 999_999_999_999L).codes()).containsExactly("REVISION_NOT_REACHED");
    assertThat(gateway.ask("{ webhook(name: \"none\") { name } }").data("/webhook").isNull())
        .isTrue();
    assertThat(gateway.ask("mutation { deleteWebhook(input: {name: \"none\"}) { name } }").codes())
        .containsExactly("NOT_FOUND");
    put(wanted());
    assertThat(
            gateway.ask(REDELIVER, Map.of("input", Map.of("webhook", name, "revision", 1))).paths())
        .containsExactly("input.revision");
  }

  @Test
  void tellsOnlyWhatItsOwnerMayReadAndNobodyElse() {
    String all = secured.tokens().ofAll("ann");
    Sample open = Sample.in(secured.gateway());
    Sample hidden = Sample.in(secured.gateway());
    record(all, open.artifact("model", "base", List.of()));
    List<Scope> scopes = List.of(Scope.READ, Scope.WEBHOOK);
    String bob = secured.tokens().of("bob", scopes, List.of(open.namespace()), List.of());
    String eve = secured.tokens().of("eve", scopes, List.of("*"), List.of());
    Map<String, Object> input = Map.of("name", name, "url", target.url(), "by", open.id("base"));
    secured.ask(bob, PUT, Map.of("input", input)).data("/putWebhook");

    record(
        all, hidden.artifact("model", "secret", List.of(open.parent("FINE_TUNED_FROM", "base"))));
    record(
        all,
        open.artifact("model", "grandchild", List.of(hidden.parent("FINE_TUNED_FROM", "secret"))));

    assertThat(target.next().affected()).containsExactly("grandchild 2 RECORDED,LINKED");
    assertThat(secured.ask(eve, "{ webhooks { name } }").data("/webhooks").isEmpty()).isTrue();
    assertThat(secured.ask(eve, PUT, Map.of("input", input)).codes()).containsExactly("NAME_TAKEN");
    assertThat(secured.ask(all, "{ webhooks { owner } }").texts("/webhooks", "/owner"))
        .containsExactly("bob");
    String auditor =
        secured
            .tokens()
            .of(
                "carol",
                List.of(Scope.AUDIT, Scope.WEBHOOK),
                List.of(hidden.namespace()),
                List.of());
    assertThat(secured.ask(auditor, "{ webhooks { by } }").data("/webhooks").isEmpty()).isTrue();
    String blind = secured.tokens().of("bob", List.of(Scope.WEBHOOK), List.of("*"), List.of());
    assertThat(secured.ask(blind, PUT, Map.of("input", input)).codes())
        .containsExactly("FORBIDDEN");
    String delete = "mutation { deleteWebhook(input: {name: \"" + name + "\"}) { name } }";
    assertThat(secured.ask(eve, delete).codes()).containsExactly("NOT_FOUND");
    assertThat(secured.ask(bob, delete).text("/deleteWebhook/name")).isEqualTo(name);
  }

  private void record(String token, Map<String, Object> artifact) {
    secured
        .ask(token, Sample.RECORD, Map.of("input", Map.of("artifacts", List.of(artifact))))
        .data("/record");
  }
}
