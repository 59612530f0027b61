package dev.pedigree.graph.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.localstack.OwnCa;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.net.ssl.SSLEngine;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  private final Path folder;
  private final OwnCa ca;

  TlsTest(@TempDir Path folder) {
    this.folder = folder;
    this.ca = OwnCa.in(folder);
  }

  @Test
  void comparesTheNameOfANodeUnlessItIsAskedNotTo() {
    SSLEngine strict = engine(new Tls(ca.file(), null, null, true));
    SSLEngine lax = engine(new Tls(ca.file(), null, null, false));

    assertThat(strict.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(strict.getPeerHost()).isEqualTo("node-1");
    assertThat(lax.getSSLParameters().getEndpointIdentificationAlgorithm()).isNullOrEmpty();
  }

  private static SSLEngine engine(Tls tls) {
    return tls.context().newEngine(ByteBufAllocator.DEFAULT, "node-1", 9042);
  }

  @Test
  void readsItsFilesAgainForTheNextConnection() throws IOException {
    Path file = Files.copy(ca.file(), folder.resolve("rotated.pem"));
    Tls tls = new Tls(file, null, null, true);
    Files.writeString(file, "half of a certifi");
    assertThatThrownBy(tls::context).isInstanceOf(CassandraSettingsException.class);

    Files.copy(OwnCa.in(folder).file(), file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(tls.context().isClient()).isTrue();
  }

  @Test
  void namesTheSettingThatCannotBe() throws IOException {
    Path absent = folder.resolve("absent.pem");
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    Path empty = Files.createFile(folder.resolve("empty.pem"));

    assertRefused(
        () -> new Tls(absent, null, null, true),
        "pedigree.cassandra.ca-certificate: " + absent + " cannot be read (expected: ");
    assertRefused(
        () -> new Tls(empty, null, null, true),
        "pedigree.cassandra.ca-certificate: " + empty + " is empty (expected: ");
    assertRefused(
        () -> new Tls(text, null, null, true),
        "pedigree.cassandra.ca-certificate: " + text + " has none in it (expected: ");
    assertRefused(
        () -> new Tls(ca.file(), ca.clientCertificate(), null, true),
        "pedigree.cassandra.client-key: missing (expected: the key of ");
    assertRefused(
        () -> new Tls(ca.file(), null, ca.clientKey(), true),
        "pedigree.cassandra.client-certificate: missing (expected: the certificate of ");
    assertRefused(
        () -> new Tls(ca.file(), ca.clientCertificate(), text, true),
        "pedigree.cassandra.client-key: " + text + " and the certificate ");
  }

  private static void assertRefused(ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(CassandraSettingsException.class)
        .hasMessageStartingWith(message);
  }
}
