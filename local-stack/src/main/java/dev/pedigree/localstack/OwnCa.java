package dev.pedigree.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority for tests, with a certificate from it for a server at localhost and one
 * for a client.
 *
 * @param folder has its files
 */
public record OwnCa(Path folder) {
  /** Opens all of its stores. */
  static final String PASSWORD = "changeit";

  private static final String AUTHORITY = "ca";
  private static final String SERVER = "server";
  private static final String CLIENT = "client";

  /** Made by the JDK's keytool, below the folder. */
  public static OwnCa in(Path folder) {
    try {
      OwnCa ca = new OwnCa(Files.createTempDirectory(folder, "ca"));
      Path all = ca.folder.resolve("all.p12");
      makeKey(all, AUTHORITY, "-ext", "bc:c=ca:true");
      makeKey(all, SERVER, "-signer", AUTHORITY, "-ext", "san=dns:localhost,ip:127.0.0.1");
      makeKey(all, CLIENT, "-signer", AUTHORITY);
      ca.write(load(all));
      return ca;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(KeyStore all) throws IOException, GeneralSecurityException {
    Certificate authority = all.getCertificate(AUTHORITY);
    KeyStore trusted = empty();
    trusted.setCertificateEntry(AUTHORITY, authority);
    store(trusted, trustStore());
    store(only(all, SERVER), keyStore());
    Files.writeString(
        file(),
        "The certificate of our own authority:\n" + pem("CERTIFICATE", authority.getEncoded()));
    Files.writeString(
        clientCertificate(), pem("CERTIFICATE", all.getCertificate(CLIENT).getEncoded()));
    Files.writeString(
        clientKey(), pem("PRIVATE KEY", all.getKey(CLIENT, PASSWORD.toCharArray()).getEncoded()));
    store(only(all, CLIENT), clientStore());
  }

  /** The authority's certificate, in PEM. */
  public Path file() {
    return folder.resolve("ca.pem");
  }

  /** The client's certificate, in PEM. */
  public Path clientCertificate() {
    return folder.resolve("client.pem");
  }

  /** The client's key, in PEM and PKCS #8. */
  public Path clientKey() {
    return folder.resolve("client-key.pem");
  }

  /** The server's key with its certificates, in PKCS #12. */
  Path keyStore() {
    return folder.resolve("server.p12");
  }

  /** The authority's certificate, in PKCS #12. */
  Path trustStore() {
    return folder.resolve("trusted.p12");
  }

  private Path clientStore() {
    return folder.resolve("client.p12");
  }

  /** For a server, which asks clients for nothing. */
  public SSLContext server() {
    return context(keyStore());
  }

  /** For a client that trusts the authority alone, and shows its certificate. */
  public SSLContext client() {
    return context(clientStore());
  }

  private SSLContext context(Path own) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(own), PASSWORD.toCharArray());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(load(trustStore()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore only(KeyStore all, String alias)
      throws IOException, GeneralSecurityException {
    KeyStore one = empty();
    Key key = all.getKey(alias, PASSWORD.toCharArray());
    one.setKeyEntry(alias, key, PASSWORD.toCharArray(), all.getCertificateChain(alias));
    return one;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void store(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private static void makeKey(Path store, String alias, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Programs.jdk().resolve("bin/keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      keytool.destroy();
    }
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
  }
}
