package dev.pedigree.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.junit.Program;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a stranger gets, verified by the script that strangers are given. */
@WithGateway
@EnabledIf(value = "pythonIsInstalled", disabledReason = "no python3 on the PATH")
class AuditControllerTest {
  private static final Path ROOT = Checkout.find().root();

  private final Gateway gateway;
  private final Program python =
      new Program(
          ROOT.resolve("examples/python"),
          Map.of("PYTHONDONTWRITEBYTECODE", "1", "PYTHONUTF8", "1"),
          Duration.ofMinutes(1));

  @TempDir Path folder;

  AuditControllerTest(Gateway gateway) {
    this.gateway = gateway;
  }

  static boolean pythonIsInstalled() {
    return Program.areInstalled("python3");
  }

  @BeforeEach
  void getKey() throws IOException {
    write("key", body("/checkpoint/key"));
  }

  @Test
  void aStrangerVerifiesAFact(Sample sample) throws IOException {
    long revision = record(sample);
    String proof = body("/proof?revision=" + revision);
    write("proof", proof);

    Program.Result verified =
        python.run(
            "python3",
            "pedigree_audit.py",
            "proof",
            file("key"),
            file("proof"),
            "--facts",
            ROOT.resolve("graph-service/src/main/resources/dev/pedigree/graph/journal/facts.proto")
                .toString());

    assertThat(verified.code()).as(verified.output()).isZero();
    assertThat(verified.output())
        .startsWith("revision " + revision + " is in entry ")
        .contains("\"artifact_recorded\"", "\"kind\": \"CORPUS\"", sample.namespace());
  }

  @Test
  void aStrangerNoticesWhateverIsChanged(Sample sample) throws IOException {
    long revision = record(sample);
    record(sample);
    ObjectNode proof = json("/proof?revision=" + revision);
    ObjectNode another = json("/proof?revision=" + (revision - 1));

    assertWrong(proof, it -> flip(object(it, "change"), "payload"), "the change is not the one");
    assertWrong(proof, it -> it.set("change", another.get("change")), "the change is not the one");
    assertWrong(proof, it -> it.put("revision", revision + 1), "the revision is not in the entry");
    assertWrong(proof, it -> object(it, "entry").put("atMillis", 1), "the hash of the entry");
    assertWrong(proof, AuditControllerTest::rewrite, "the path does not lead to the root");
    assertWrong(proof, it -> object(it, "log").put("leaf", 0), "path");
    assertWrong(
        proof,
        it -> flip((ArrayNode) object(it, "log").get("path")),
        "the path does not lead to the root");
    assertWrong(
        proof,
        it ->
            it.put(
                "checkpoint", it.get("checkpoint").asString().replaceFirst("\n[0-9]+\n", "\n1\n")),
        "the signature does not hold");
    assertWrong(proof, it -> it.put("state", "erased"), "a change that is not shown has a payload");
  }

  @Test
  void anErasedChangeIsStillProved(Sample sample) throws IOException {
    ObjectNode proof = json("/proof?revision=" + record(sample));
    proof.put("state", "erased").putNull("change");
    write("proof", proof.toString());

    assertThat(verify("proof", "key", "proof"))
        .startsWith("revision ")
        .endsWith("what it says is erased\n");
  }

  /** Another entry in the same place, with a hash that fits it. */
  private static void rewrite(ObjectNode proof) {
    ObjectNode entry = object(proof, "entry");
    entry.put("atMillis", entry.get("atMillis").asLong() + 1);
    entry.put("hash", hashOf(entry));
  }

  private static String hashOf(ObjectNode entry) {
    ByteBuffer header = ByteBuffer.allocate(18 + 32 + 7 * 8);
    header.put("pedigree-journal-1".getBytes(StandardCharsets.US_ASCII));
    HexFormat hex = HexFormat.of();
    header.put(hex.parseHex(entry.get("previousHash").asString()));
    for (String field : List.of("block", "firstRevision", "lastRevision", "atMillis")) {
      header.putLong(entry.get(field).asLong());
    }
    UUID nonce = UUID.fromString(entry.get("nonce").asString());
    header.putLong(nonce.getMostSignificantBits()).putLong(nonce.getLeastSignificantBits());
    header.putLong(entry.get("blockBytes").asLong());
    MessageDigest sha256 = Digest.sha256();
    sha256.update(header.array());
    entry.get("changeHashes").forEach(hash -> sha256.update(hex.parseHex(hash.asString())));
    return hex.formatHex(sha256.digest());
  }

  @Test
  void aStrangerNoticesAnotherHistory(Sample sample) throws IOException {
    record(sample);
    String old = body("/checkpoint");
    long size = Long.parseLong(old.lines().toList().get(1));
    long revision = record(sample);
    record(sample);
    write("old", old);
    write("proof", body("/proof?revision=" + revision));

    assertThat(verify("proof", "key", "proof", "old"))
        .isEqualTo(
            "WRONG: ask for the proof with size=%d, which is what you keep\n".formatted(size));
    ObjectNode proof = json("/proof?revision=" + revision);
    String now = proof.get("checkpoint").asString();
    long newSize = Long.parseLong(now.lines().toList().get(1));
    write("new", now);
    ObjectNode path = json("/consistency?from=" + size + "&to=" + newSize);
    write("path", path.toString());
    assertThat(verify("consistency", "key", "old", "new", "path"))
        .isEqualTo("the %d entries begin with the %d of before\n".formatted(newSize, size));

    flip((ArrayNode) path.get("path"));
    write("path", path.toString());
    assertThat(verify("consistency", "key", "old", "new", "path")).startsWith("WRONG: the path");
    write("old", old.replaceFirst("\n[0-9]+\n", "\n" + (size - 1) + "\n"));
    assertThat(verify("consistency", "key", "old", "new", "path"))
        .isEqualTo("WRONG: the signature does not hold\n");
  }

  @Test
  void provesForAnEarlierSize(Sample sample) throws IOException {
    long revision = record(sample);
    String kept = json("/proof?revision=" + revision).get("checkpoint").asString();
    long size = Long.parseLong(kept.lines().toList().get(1));
    record(sample);

    write("proof", body("/proof?revision=" + revision + "&size=" + size));
    write("kept", kept);

    assertThat(verify("proof", "key", "proof", "kept"))
        .startsWith("revision " + revision + " is in entry ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/proof?revision=99999999 | REVISION_NOT_REACHED | revision: 99999999 (expected: one that is written)",
        "/proof?revision=1&size=99999999 | INVALID_VALUE | size: 99999999 (expected: 1 to ",
        "/proof?revision=-1 | INVALID_VALUE | revision: -1 (expected: a decimal number)",
        "/consistency?from=0&to=1 | INVALID_VALUE | from: 0 (expected: 1 to ",
        "/consistency?from=1&to=99999999 | INVALID_VALUE | to: 99999999 (expected: 1 to "
      })
  void refusesWhatCannotBeProved(String path, String code, String message) {
    HttpResponse<String> answer = gateway.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"" + code + "\"", message);
  }

  @Test
  void withholdsWhatACallerMayNotRead(SecuredGateway secured) throws IOException {
    String limited = secured.tokens().of("ann", List.of(Scope.AUDIT), List.of("here"), List.of());
    String reader = secured.tokens().of("bob", List.of(Scope.READ), List.of("*"), List.of());

    ObjectNode proof =
        (ObjectNode) Gateway.JSON.readTree(get(secured, limited, "/proof?revision=1"));

    assertThat(proof.get("state").asString()).isEqualTo("withheld");
    assertThat(proof.hasNonNull("change")).isFalse();
    write("key", get(secured, reader, "/checkpoint/key"));
    write("proof", proof.toString());
    assertThat(verify("proof", "key", "proof")).contains("what it says is withheld");
    assertThat(secured.send(reader, "/proof?revision=1", null).statusCode()).isEqualTo(403);
    assertThat(secured.send(null, "/checkpoint", null).statusCode()).isEqualTo(401);
    assertThat(secured.send(reader, "/checkpoint", null).statusCode()).isEqualTo(200);
  }

  private static String get(SecuredGateway gateway, String token, String path) {
    HttpResponse<String> answer = gateway.send(token, path, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void assertWrong(ObjectNode proof, Consumer<ObjectNode> change, String why)
      throws IOException {
    ObjectNode changed = proof.deepCopy();
    change.accept(changed);
    write("proof", changed.toString());

    assertThat(verify("proof", "key", "proof")).startsWith("WRONG: ").contains(why);
  }

  private String verify(String command, String... files) {
    List<String> line = new ArrayList<>(List.of("python3", "pedigree_audit.py", command));
    for (String file : files) {
      line.add(file(file));
    }
    return python.run(line.toArray(String[]::new)).output();
  }

  private static void flip(ObjectNode object, String base64) {
    object.put(base64, flipped(object.get(base64).asString()));
  }

  private static void flip(ArrayNode path) {
    path.set(0, flipped(path.get(0).asString()));
  }

  private static String flipped(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    bytes[bytes.length / 2] ^= 1;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static ObjectNode object(JsonNode parent, String name) {
    return (ObjectNode) parent.get(name);
  }

  private static long record(Sample sample) {
    String name = "corpus-" + System.nanoTime();
    return sample.record(sample.artifact("corpus", name, List.of())).revision();
  }

  private ObjectNode json(String path) {
    return (ObjectNode) Gateway.JSON.readTree(body(path));
  }

  private String body(String path) {
    HttpResponse<String> answer = gateway.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
