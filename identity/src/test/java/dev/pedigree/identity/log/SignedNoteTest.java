package dev.pedigree.identity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /** The example that the documentation of golang.org/x/mod/sumdb/note is about. */
  private static final String SEED =
      "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";

  private static final String NAME = "PeterNeumann";
  private static final String PUBLIC =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String SIGNED =
      TEXT
          + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
          + "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  private static final String ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  private final SigningKey key = SigningKey.read(pem(SEED));

  private static String pem(String seed) {
    byte[] encoded = HexFormat.of().parseHex("302e020100300506032b657004220420" + seed);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(encoded)
        + "\n-----END PRIVATE KEY-----\n";
  }

  @Test
  void signsAsOtherToolsDo() {
    assertThat(key.sign(TEXT, NAME)).isEqualTo(SIGNED);
    assertThat(key.verifier(NAME)).hasToString(PUBLIC);
    assertThat(key.toString()).doesNotContain(SEED.substring(0, 8));
  }

  @Test
  void verifiesWhatOtherToolsSigned() {
    VerifierKey verifier = VerifierKey.parse(PUBLIC + "\n");

    assertThat(verifier.signed(SIGNED)).isTrue();
    assertThat(verifier.signed(SIGNED.replace("answer", "question"))).isFalse();
    assertThat(verifier.signed(SIGNED.replace("x08go/", "x08go+"))).isFalse();
    assertThat(verifier.signed(SIGNED.replace("PeterNeumann x", "Somebody x"))).isFalse();
    assertThat(verifier.signed(TEXT)).isFalse();
  }

  @Test
  void addsSignaturesToSignatures() {
    SigningKey second = SigningKey.read(pem(SEED.replace('8', '9')));

    String both = second.sign(key.sign(TEXT, NAME), "witness");

    assertThat(both).startsWith(SIGNED).hasLineCount(5);
    assertThat(key.verifier(NAME).signed(both)).isTrue();
    assertThat(second.verifier("witness").signed(both)).isTrue();
    assertThat(second.verifier(NAME).signed(both)).isFalse();
  }

  @Test
  void readsAKeyFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key.pem"), pem(SEED));

    assertThat(SigningKey.read(file.toString()).verifier(NAME)).hasToString(PUBLIC);
  }

  @Test
  void saysWhatIsNoKey(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key.pem"), "not a key");
    Path rsa = Files.writeString(folder.resolve("rsa.pem"), pem(SEED).replace("MC4CAQ", "MC4CAR"));

    assertThatThrownBy(() -> SigningKey.read(file.toString()))
        .isInstanceOf(NoteException.class)
        .hasMessageStartingWith(file + " is not a private key of Ed25519");
    assertThatThrownBy(() -> SigningKey.read(rsa.toString()))
        .isInstanceOf(NoteException.class)
        .hasMessageStartingWith(rsa + " is not a private key of Ed25519");
    assertThatThrownBy(() -> SigningKey.read(folder.resolve("absent").toString()))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("cannot be read as a key");
    assertThatThrownBy(() -> VerifierKey.parse(PUBLIC.replace("c74f20a3", "c74f20a4")))
        .hasMessageContaining("id c74f20a4 is not that of the key");
    assertThatThrownBy(() -> VerifierKey.parse("one+two")).isInstanceOf(NoteException.class);
  }

  @Test
  void readsItsOwnCheckpoints() {
    Checkpoint checkpoint = new Checkpoint("example.org/log", 12, ROOT);

    assertThat(checkpoint.text()).isEqualTo("example.org/log\n12\n" + ROOT + "\n");
    assertThat(Checkpoint.parse(key.sign(checkpoint.text(), "example.org/log")))
        .isEqualTo(checkpoint);
    assertThat(Checkpoint.of("example.org/log", 12, checkpoint.rootHash())).isEqualTo(checkpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log\n12\n",
        "log\n-1\n" + ROOT + "\n",
        "log\n012\n" + ROOT + "\n",
        "log\n12\nAAAA\n",
        "log\n12\n%%%%\n",
        "two words\n12\n" + ROOT + "\n",
        "\n12\n" + ROOT + "\n"
      })
  void saysWhatIsNoCheckpoint(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(NoteException.class);
  }
}
