package dev.pedigree.localstack;

import java.nio.file.Path;

/**
 * Where and how one server runs.
 *
 * @param checkout holds the server's program
 * @param folder holds its data, settings and log; made when missing, and used again on a restart
 * @param port where it will answer
 * @param heapMebibytes of its JVM
 * @param outlivesStarter whether it goes on when the terminal that started it is closed
 * @param forLong whether its JVM compiles as for a long run: it takes longer to start, and is
 *     faster then
 */
public record ServerSettings(
    Checkout checkout,
    Path folder,
    LoopbackPort port,
    int heapMebibytes,
    boolean outlivesStarter,
    boolean forLong) {
  private static final int DEFAULT_HEAP_MEBIBYTES = 512;
  private static final int FIRST_COMPILER = 1;
  private static final int ALL_COMPILERS = 4;

  /** Makes the folder absolute. */
  public ServerSettings {
    folder = folder.toAbsolutePath().normalize();
    if (heapMebibytes < 64) {
      throw new IllegalArgumentException(
          "heapMebibytes: " + heapMebibytes + " (expected: 64 or more)");
    }
  }

  /** A free port, 512 MiB of heap, the checkout that {@link Checkout#find} finds. */
  public static ServerSettings in(Path folder) {
    return new ServerSettings(
        Checkout.find(), folder, LoopbackPort.free(), DEFAULT_HEAP_MEBIBYTES, false, false);
  }

  /** The same with another port. */
  public ServerSettings withPort(LoopbackPort other) {
    return new ServerSettings(checkout, folder, other, heapMebibytes, outlivesStarter, forLong);
  }

  /** The same with another heap, in mebibytes. */
  public ServerSettings withHeapMebibytes(int other) {
    return new ServerSettings(checkout, folder, port, other, outlivesStarter, forLong);
  }

  /** The same, but going on when the terminal is closed. */
  public ServerSettings outlivingStarter() {
    return new ServerSettings(checkout, folder, port, heapMebibytes, true, forLong);
  }

  /** The same, but compiling as for a long run. */
  public ServerSettings runningLong() {
    return new ServerSettings(checkout, folder, port, heapMebibytes, outlivesStarter, true);
  }

  /** How the JVM of a server is to compile. */
  String compilation() {
    return "-XX:TieredStopAtLevel=" + (forLong ? ALL_COMPILERS : FIRST_COMPILER);
  }
}
