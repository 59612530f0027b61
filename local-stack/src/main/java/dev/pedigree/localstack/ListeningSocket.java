package dev.pedigree.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A TCP socket that some process listens on, as Linux shows it under {@code /proc}.
 *
 * @param address as the kernel writes it: hexadecimal, each group of four bytes in host order
 * @param inode what the holder's file descriptor points at
 */
record ListeningSocket(String address, int port, long inode) {
  private static final String LISTEN = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** All of this machine's, or none where there is no {@code /proc}. */
  static List<ListeningSocket> all() {
    var sockets = new ArrayList<ListeningSocket>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        Files.readAllLines(Path.of(table)).stream()
            .skip(1)
            .map(line -> line.strip().split("\\s+"))
            .filter(columns -> columns[STATE].equals(LISTEN))
            .map(ListeningSocket::parse)
            .forEach(sockets::add);
      } catch (IOException e) {
        // This system has no such table.
      }
    }
    return sockets;
  }

  private static ListeningSocket parse(String[] columns) {
    String local = columns[LOCAL_ADDRESS];
    int colon = local.lastIndexOf(':');
    return new ListeningSocket(
        local.substring(0, colon),
        Integer.parseInt(local.substring(colon + 1), 16),
        Long.parseLong(columns[INODE]));
  }

  /** The process that listens; empty if this user may not look into it. */
  Optional<ProcessHandle> holder() {
    return ProcessHandle.allProcesses().filter(this::isHeldBy).findFirst();
  }

  boolean isHeldBy(ProcessHandle process) {
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (Stream<Path> links = Files.list(descriptors)) {
      return links.anyMatch(this::isLinkedFrom);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isLinkedFrom(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals("socket:[" + inode + "]");
    } catch (IOException e) {
      return false;
    }
  }

  /** True for 127.0.0.0/8, ::1 and the former written as the latter. */
  boolean isLoopback() {
    return address.endsWith("7F")
        || address.equals("00000000000000000000000001000000")
        || address.endsWith("0000FFFF0100007F");
  }
}
