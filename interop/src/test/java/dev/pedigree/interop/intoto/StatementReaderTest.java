package dev.pedigree.interop.intoto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.identity.Ids;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
  private static final String SUBJECT = "ab".repeat(32);
  private static final String COMMIT = "9fceb02d0ae598e95dc970b74767f19372d61af8";

  private static final String V1 =
      """
      {"_type":"https://in-toto.io/Statement/v1",
       "subject":[{"name":"app","digest":{"sha256":"%s"}}],
       "predicateType":"https://slsa.dev/provenance/v1",
       "predicate":{
         "buildDefinition":{"buildType":"https://example.org/build/v1",
           "externalParameters":{"target":"app"},
           "resolvedDependencies":[
             {"uri":"git+https://example.org/app","digest":{"gitCommit":"%s"}},
             {"uri":"pkg:docker/builder@3","digest":{"sha256":"%s"}}]},
         "runDetails":{"builder":{"id":"https://example.org/runner"},
           "metadata":{"invocationId":"i-1","finishedOn":"1969-07-20T20:17:40Z"}}}}"""
          .formatted(SUBJECT, COMMIT, "cd".repeat(32));

  private final Heard heard = new Heard();

  private Heard read(String statement) {
    return read(statement, TrustedKeys.NONE);
  }

  private Heard read(String statement, TrustedKeys keys) {
    return heard.read(new StatementReader(keys), "app.intoto.json", statement);
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair ecdsa(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static TrustedKeys trusting(String id, KeyPair pair) {
    return TrustedKeys.ofPem(Map.of(id, pem(pair)));
  }

  /** DSSE: the statement signed by the key, which is named so. */
  private static String envelope(String statement, KeyPair pair, String keyId) {
    byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
    try {
      Signature signer =
          Signature.getInstance(
              pair.getPrivate().getAlgorithm().startsWith("Ed") ? "Ed25519" : "SHA256withECDSA");
      signer.initSign(pair.getPrivate());
      String type = "application/vnd.in-toto+json";
      signer.update(
          ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ")
              .getBytes(StandardCharsets.UTF_8));
      signer.update(payload);
      return """
      {"payloadType":"%s","payload":"%s","signatures":[{"keyid":"%s","sig":"%s"}]}"""
          .formatted(
              type,
              Base64.getEncoder().encodeToString(payload),
              keyId,
              Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private RecordRequest.Check check() {
    List<RecordRequest.Check> checks =
        heard.requests().stream().flatMap(it -> it.checks().stream()).toList();
    assertThat(checks).hasSize(1);
    return checks.getFirst();
  }

  @Test
  void joinsSubjectsToTheBuildAndTheBuildToWhatWentIn() {
    read(V1);

    String build =
        "https://example.org/build/v1@" + heard.artifact("https://example.org/build/v1").version();
    String subject = "app@" + SUBJECT.substring(0, 16);
    assertThat(heard.artifacts())
        .containsExactlyInAnyOrder(
            "CODE " + build,
            "CODE git+https://example.org/app@" + COMMIT,
            "CODE pkg:docker/builder@3@" + "cd".repeat(8),
            "CODE " + subject);
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            build + " BUILT_WITH git+https://example.org/app@" + COMMIT,
            build + " BUILT_WITH pkg:docker/builder@3@" + "cd".repeat(8),
            subject + " BUILT_WITH " + build);
    assertThat(heard.artifact("git+https://example.org/app").digest())
        .isEqualTo(Ids.ofGitCommit(COMMIT));
    assertThat(heard.artifact("app").createdAt()).isEqualTo(Instant.parse("1969-07-20T20:17:40Z"));
    assertThat(heard.attributes("app"))
        .isEqualTo(
            """
            {"extra":{"builder":"https://example.org/runner","metadata":{"finishedOn":\
            "1969-07-20T20:17:40Z","invocationId":"i-1"}}}""");
    assertThat(heard.attributes("https://example.org/build/v1"))
        .isEqualTo("{\"extra\":{\"externalParameters\":{\"target\":\"app\"}}}");
    assertThat(heard.requests()).allMatch(it -> it.checks().isEmpty());
    assertThat(heard.refusals()).isEmpty();
  }

  @Test
  void readsVersion02() {
    read(
        """
        {"_type":"https://in-toto.io/Statement/v0.1",
         "subject":[{"name":"app","digest":{"sha256":"%s"}}],
         "predicateType":"https://slsa.dev/provenance/v0.2",
         "predicate":{"builder":{"id":"b"},"buildType":"make",
           "invocation":{"configSource":{"uri":"git+https://example.org/x","digest":{"sha1":"%s"},
             "entryPoint":"Makefile"}},
           "materials":[{"uri":"git+https://example.org/x","digest":{"sha1":"%s"}},
             {"uri":"https://example.org/data.tgz","digest":{"md5":"0f"}}]}}"""
            .formatted(SUBJECT, COMMIT, COMMIT));

    String build = "make@" + heard.artifact("make").version();
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            build + " BUILT_WITH git+https://example.org/x@" + COMMIT,
            build + " BUILT_WITH https://example.org/data.tgz@md5:0f",
            "app@" + SUBJECT.substring(0, 16) + " BUILT_WITH " + build);
    assertThat(heard.attributes("make")).contains("\"entryPoint\":\"Makefile\"");
    assertThat(heard.artifact("https://example.org/data.tgz").unhashed()).isNotNull();
  }

  @Test
  void callsABuildWithoutATypeAfterItsBuilder() {
    read(
        """
        {"_type":"https://in-toto.io/Statement/v0.1",
         "subject":[{"name":"app","digest":{"sha256":"%s"}}],
         "predicateType":"https://slsa.dev/provenance/v0.2",
         "predicate":{"builder":{"id":"Build Service"},
           "materials":[{"uri":"https://example.org/x","digest":{"sha256":"%s"}}]}}"""
            .formatted(SUBJECT, COMMIT));

    assertThat(heard.artifact("Build Service").kind()).isEqualTo("CODE");
    assertThat(heard.edges()).hasSize(1);
    assertThat(heard.losses()).singleElement().asString().startsWith("predicate.buildType: ");
    assertThat(heard.refusals()).singleElement().asString().contains("64 lower-case");
  }

  @Test
  void joinsAModelThatIsRecorded() {
    heard.knowing("MODEL", "weights", "sha256:" + SUBJECT);

    read(V1);

    assertThat(heard.artifacts()).noneMatch(it -> it.contains(" app@"));
    assertThat(heard.edges()).anyMatch(it -> it.startsWith("weights BUILT_WITH "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "secp256r1"})
  void showsAKnownSignatureAsPassed(String algorithm) {
    KeyPair pair = algorithm.equals("Ed25519") ? ed25519() : ecdsa(algorithm);

    read(envelope(V1, pair, "release"), trusting("release", pair));

    assertThat(check().outcome()).isEqualTo(CheckOutcome.PASSED);
    assertThat(check().evidence()).isEqualTo("signed by key release");
    assertThat(check().artifact()).isEqualTo("sha256:" + SUBJECT);
    assertThat(heard.edges()).hasSize(3);
  }

  @Test
  void findsTheKeyThatSignedWhereNoneIsNamed() {
    KeyPair pair = ed25519();

    read(envelope(V1, pair, ""), trusting("release", pair));

    assertThat(check().outcome()).isEqualTo(CheckOutcome.PASSED);
  }

  @Test
  void trustsNoKeyThatIsNotConfigured() {
    read(envelope(V1, ed25519(), "stranger"), trusting("release", ed25519()));

    assertThat(check().outcome()).isEqualTo(CheckOutcome.FAILED);
    assertThat(check().evidence()).isEqualTo("signed by key stranger, not configured");
    assertThat(heard.edges()).hasSize(3);
  }

  @Test
  void recordsNothingThatIsSignedInTheNameOfAnother() {
    heard.knowing("MODEL", "weights", "sha256:" + SUBJECT);

    read(envelope(V1, ed25519(), "release"), trusting("release", ed25519()));

    assertThat(heard.artifacts()).isEmpty();
    assertThat(heard.edges()).isEmpty();
    assertThat(check().outcome()).isEqualTo(CheckOutcome.FAILED);
    assertThat(check().artifact()).isEqualTo("sha256:" + SUBJECT);
    assertThat(heard.refusals())
        .containsExactly(
            "INVALID_VALUE signatures: the signature in the name of key release is not its own"
                + " (expected: its signature)");
  }

  @Test
  void recordsNothingOfAPayloadThatWasChanged() {
    KeyPair pair = ed25519();
    String changed = V1.replace("\"app\"", "\"bad\"");
    String signed = envelope(V1, pair, "release");
    String body = Base64.getEncoder().encodeToString(V1.getBytes(StandardCharsets.UTF_8));
    String other = Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8));

    read(signed.replace(body, other), trusting("release", pair));

    assertThat(heard.requests()).isEmpty();
    assertThat(heard.refusals()).hasSize(1);
  }

  @Test
  void refusesAnotherPayloadType() {
    KeyPair pair = ed25519();
    String signed = envelope(V1, pair, "release").replace("vnd.in-toto+json", "json");

    assertThatThrownBy(() -> read(signed, trusting("release", pair)))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasFieldOrPropertyWithValue("path", "payloadType")
        .hasMessageContaining("application/vnd.in-toto+json");
  }

  @Test
  void showsAnEnvelopeWithoutSignaturesAsFailed() {
    String signed = envelope(V1, ed25519(), "x").replaceFirst("\\[\\{.*}]", "[]");

    read(signed);

    assertThat(check().outcome()).isEqualTo(CheckOutcome.FAILED);
    assertThat(check().evidence()).isEqualTo("an envelope without signatures");
  }

  @Test
  void takesKeysOfNoOtherAlgorithm() {
    assertThatThrownBy(() -> trusting("k", ecdsa("secp384r1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("P-256");
    assertThatThrownBy(() -> TrustedKeys.ofPem(Map.of("k", "not a key!")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key k");
  }

  @Test
  void recordsSubjectsOfAPredicateThatItDoesNotRead() {
    read(V1.replace("https://slsa.dev/provenance/v1", "https://example.org/other"));

    assertThat(heard.artifacts()).containsExactly("CODE app@" + SUBJECT.substring(0, 16));
    assertThat(heard.losses()).singleElement().asString().contains("https://example.org/other");
  }

  @Test
  void refusesABrokenSubjectAndKeepsTheRest() {
    read(
        V1.replace(
            "\"subject\":[", "\"subject\":[{\"name\":\"x\",\"digest\":{\"sha256\":\"12\"}},{},"));

    assertThat(heard.artifacts()).contains("CODE app@" + SUBJECT.substring(0, 16));
    assertThat(heard.refusals()).hasSize(2).allMatch(it -> it.contains("subject["));
  }

  @Test
  void readsSeveralOfAFile() {
    read(V1.replace("\n", "") + "\n" + V1.replace("\n", "").replace(SUBJECT, "ef".repeat(32)));

    assertThat(heard.artifacts())
        .contains("CODE app@" + SUBJECT.substring(0, 16), "CODE app@" + "ef".repeat(8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"_type\":\"https://in-toto.io/Layout\"}",
        "{\"payload\":\"!\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[]}",
        "{\"payload\":\"e30=\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[]}",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[",
        "<bom/>"
      })
  void refusesWhatIsNoStatement(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableDocumentException.class);
  }
}
