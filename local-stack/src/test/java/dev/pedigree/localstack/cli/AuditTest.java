package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.identity.log.Checkpoint;
import dev.pedigree.identity.log.HashTree;
import dev.pedigree.identity.log.SigningKey;
import dev.pedigree.identity.log.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  private static final String ORIGIN = "pedigree/test";
  private static final List<byte[]> LEAVES =
      Stream.of("a", "b", "c")
          .map(it -> HashTree.leaf(it.getBytes(StandardCharsets.UTF_8)))
          .toList();

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private HttpServer server;
  private GatewayClient gateway;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    gateway = new GatewayClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void close() {
    gateway.close();
    server.stop(0);
  }

  @Test
  void printsACheckpointThatContinuesAnEarlierOne() throws Exception {
    SigningKey key = SigningKey.read(newKey());
    answer("/checkpoint", key.sign(three().text(), ORIGIN));
    answer("/consistency", consistency(LEAVES.get(1), LEAVES.get(2)));
    String earlier = write("earlier", one().text());

    assertThat(checkpoint("--since", earlier)).isEqualTo(Pedigree.OK);

    assertThat(Checkpoint.parse(printed())).isEqualTo(three());
    assertThat(key.verifier(ORIGIN).signed(printed())).isTrue();
  }

  @Test
  void failsWhenHistoryWasRewritten() throws Exception {
    answer("/checkpoint", SigningKey.read(newKey()).sign(three().text(), ORIGIN));
    answer("/consistency", consistency(LEAVES.get(1), LEAVES.get(2)));
    String another = write("another", Checkpoint.of(ORIGIN, 1, LEAVES.get(2)).text());
    String longer = write("longer", Checkpoint.of(ORIGIN, 9, LEAVES.get(2)).text());
    String foreign = write("foreign", Checkpoint.of("another/log", 1, LEAVES.get(0)).text());

    assertThatThrownBy(() -> checkpoint("--since", another))
        .hasMessage("the 3 entries do not begin with the 1 of before: history was rewritten");
    assertThatThrownBy(() -> checkpoint("--since", longer))
        .hasMessage("3 entries (expected: at least the 9 of before): history was rewritten");
    assertThatThrownBy(() -> checkpoint("--since", foreign))
        .hasMessage("origin: pedigree/test (expected: another/log, as before)");
    assertThat(printed()).isEmpty();
  }

  @Test
  void signsWithAKeyOfItsOwn() throws Exception {
    String key = newKey();
    answer("/checkpoint", three().text());

    assertThatThrownBy(() -> checkpoint())
        .hasMessageStartingWith("the gateway does not sign checkpoints");
    assertThat(checkpoint("--key", key)).isEqualTo(Pedigree.OK);

    VerifierKey verifier = SigningKey.read(key).verifier(ORIGIN);
    assertThat(verifier.signed(printed())).isTrue();
  }

  @Test
  void saysWhatIsNoKeyOrNoCheckpoint() throws Exception {
    answer("/checkpoint", three().text());
    String text = write("text", "some text");

    assertThatThrownBy(() -> checkpoint("--key", text))
        .hasMessageStartingWith(text + " is not a private key of Ed25519");
    assertThatThrownBy(() -> checkpoint("--since", text))
        .hasMessage("a checkpoint of 1 lines (expected: origin, size, root)");
    assertThatThrownBy(() -> checkpoint("--since", text + "x"))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> checkpoint("--until", text))
        .hasMessageContaining("expected: [--key FILE] [--since FILE]");
    assertThatThrownBy(() -> audit().prove(List.of("five")))
        .hasMessageContaining("expected: prove REVISION [--size ENTRIES]");
  }

  private int checkpoint(String... arguments) throws IOException {
    return audit().checkpoint(Audit.Options.parse(List.of(arguments)));
  }

  private Audit audit() {
    return new Audit(gateway, new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Checkpoint one() {
    return Checkpoint.of(ORIGIN, 1, LEAVES.get(0));
  }

  private static Checkpoint three() {
    byte[] two = HashTree.parent(LEAVES.get(0), LEAVES.get(1));
    return Checkpoint.of(ORIGIN, 3, HashTree.parent(two, LEAVES.get(2)));
  }

  private static String consistency(byte[]... path) {
    List<String> hashes =
        Stream.of(path)
            .map(hash -> "\"" + Base64.getEncoder().encodeToString(hash) + "\"")
            .toList();
    return "{\"from\":1,\"to\":3,\"path\":" + hashes + "}";
  }

  private String newKey() throws Exception {
    byte[] key =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    return write(
        "key.pem",
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void answer(String path, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
