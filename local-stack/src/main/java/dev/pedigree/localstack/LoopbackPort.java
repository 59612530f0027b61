package dev.pedigree.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP port on 127.0.0.1.
 *
 * @param number 1 to 65535
 */
public record LoopbackPort(int number) {
  /** The address that every server of the local stack listens on, and no other. */
  public static final String HOST = "127.0.0.1";

  /**
   * Below the range that systems hand out to outgoing connections, which could take it meanwhile.
   */
  private static final int LOWEST_FREE = 12_000;

  private static final int HIGHEST_FREE = 30_000;
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 100_000_000;

  /** Refuses what is not a port. */
  public LoopbackPort {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("port: " + number + " (expected: 1 to 65535)");
    }
  }

  /** A port that nothing listened on a moment ago. */
  public static LoopbackPort free() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      var port =
          new LoopbackPort(ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE + 1));
      if (port.isFree()) {
        return port;
      }
    }
    throw new ServerFailedException(
        "no free port from " + LOWEST_FREE + " to " + HIGHEST_FREE + " (tried: 1000)");
  }

  /** The port with its address, for clients and servers. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.ofLiteral(HOST), number);
  }

  /** Says whether a server could listen here now. */
  public boolean isFree() {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Does nothing if a server could listen here.
   *
   * @param wantedBy the server's name, for the message
   * @throws ServerFailedException if something holds the port; says who, where the system tells
   */
  public void requireFree(String wantedBy) {
    for (int attempt = 0; !isFree(); attempt++) {
      var holder = holder();
      // Held by nobody: by a process that is just ending, or by one we may not look into.
      if (holder.isPresent() || attempt == ATTEMPTS) {
        String who =
            holder
                .map(process -> "process " + process.pid() + " (" + commandOf(process) + ")")
                .orElse("another process");
        throw new ServerFailedException(
            "port " + number + ", wanted by " + wantedBy + ", is taken by " + who);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private Optional<ProcessHandle> holder() {
    return ListeningSocket.all().stream()
        .filter(socket -> socket.port() == number)
        .flatMap(socket -> socket.holder().stream())
        .findFirst();
  }

  private static String commandOf(ProcessHandle process) {
    return process.info().command().orElse("command unknown");
  }
}
