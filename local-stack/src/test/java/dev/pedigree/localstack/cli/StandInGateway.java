package dev.pedigree.localstack.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Says that it is ready, and nothing else; stands in for the gateway's jar. */
final class StandInGateway {
  private StandInGateway() {}

  /**
   * Reads its address from the same properties as the gateway; unpacks itself where that is asked
   * for as of the gateway.
   */
  public static void main(String[] arguments) throws IOException {
    if ("tools".equals(System.getProperty("jarmode"))) {
      Path jar = Path.of(System.getProperty("java.class.path"));
      Path folder = Files.createDirectories(Path.of(arguments[arguments.length - 1]));
      Files.copy(jar, folder.resolve(jar.getFileName()));
      return;
    }
    var address =
        new InetSocketAddress(
            InetAddress.ofLiteral(System.getProperty("server.address")),
            Integer.parseInt(System.getProperty("server.port")));
    var server = HttpServer.create(address, 0);
    server.createContext(
        "/actuator/health/readiness",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /** An executable jar of this class. */
  static Path jar(Path folder) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInGateway.class.getName());
    String entry = StandInGateway.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("gateway.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var code = StandInGateway.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      if (code != null) {
        code.transferTo(out);
      }
    }
    return jar;
  }
}
