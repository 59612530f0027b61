package dev.pedigree.bench.lineage;

import dev.pedigree.localstack.LoopbackPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL of our own, from Debian's package. */
final class PostgresCluster implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final String USER = "postgres";
  private static final String SETTINGS =
      """
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      shared_buffers = 1GB
      effective_cache_size = 4GB
      work_mem = 512MB
      maintenance_work_mem = 1GB
      max_wal_size = 8GB
      random_page_cost = 1.1
      jit = off
      autovacuum = off
      fsync = off
      """;

  private final Path folder;
  private final LoopbackPort port;

  private PostgresCluster(Path folder, LoopbackPort port) {
    this.folder = folder;
    this.port = port;
  }

  /** Why there is none; empty: the package is there. */
  static Optional<String> missing() {
    return Files.isExecutable(PROGRAMS.resolve("initdb"))
        ? Optional.empty()
        : Optional.of("no PostgreSQL 15 in " + PROGRAMS + " (Debian's package postgresql-15)");
  }

  /**
   * Starts one.
   *
   * @param folder empty or absent; the user postgres must be able to get there
   */
  static PostgresCluster start(Path folder) throws IOException, InterruptedException {
    PostgresCluster cluster = new PostgresCluster(folder, LoopbackPort.free());
    Files.createDirectories(folder);
    if (isRoot()) {
      UserPrincipal owner =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
      Files.setOwner(folder, owner);
    }
    cluster.run("initdb", "-D", folder.toString(), "-U", USER, "-A", "trust", "-E", "UTF8");
    Files.writeString(
        folder.resolve("postgresql.auto.conf"),
        SETTINGS + "port = " + cluster.port.number() + "\n");
    cluster.run(
        "pg_ctl", "-D", folder.toString(), "-w", "-l", folder.resolve("log").toString(), "start");
    return cluster;
  }

  /** A program of a user of its own: PostgreSQL refuses to run as root. */
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
    }
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(List.of(arguments));
    File log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(program + " failed: see " + log);
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.exists(Path.of("/proc/self"), LinkOption.NOFOLLOW_LINKS)
        && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port.number() + "/postgres?binaryTransfer=true", USER, "");
  }

  @Override
  public void close() {
    try {
      run("pg_ctl", "-D", folder.toString(), "-w", "-m", "immediate", "stop");
    } catch (IOException e) {
      System.err.println("bench: PostgreSQL could not be stopped: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
