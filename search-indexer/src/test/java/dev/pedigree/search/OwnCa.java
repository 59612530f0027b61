package dev.pedigree.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority, and a server's certificate for localhost from it. */
record OwnCa(Path file, SSLContext server) {
  private static final String PASSWORD = "changeit";

  /** Made by the JDK's keytool, into the folder. */
  static OwnCa in(Path folder) {
    try {
      Path store = Files.createTempDirectory(folder, "ca").resolve("store.p12");
      makeKey(store, "ca", "-ext", "bc:c=ca:true");
      makeKey(store, "server", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      Path file = store.resolveSibling("ca.pem");
      Files.writeString(file, pem(keys.getCertificate("ca")));
      keys.deleteEntry("ca");
      var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, PASSWORD.toCharArray());
      SSLContext server = SSLContext.getInstance("TLS");
      server.init(own.getKeyManagers(), null, null);
      return new OwnCa(file, server);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void makeKey(Path store, String alias, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
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
      throw new IllegalStateException(e);
    } finally {
      keytool.destroy();
    }
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return "The certificate of our own authority:\n-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
