package dev.pedigree.graph.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback that loses what it is told to lose. Only a request of {@link
 * #LARGE_BYTES} or more meets a fault, so that the driver's own traffic gets through.
 */
final class ReplySwallowingProxy implements AutoCloseable {
  static final int LARGE_BYTES = 4096;

  /** What happens to a large request. */
  enum Fault {
    /** The server never hears of it, and the connection breaks. */
    REQUEST_LOST,
    /** The server answers, and the connection breaks before any of the answer gets through. */
    REPLY_LOST,
    /** The server answers, and nothing happens. */
    REPLY_NEVER_COMES,
    /** The server answers, and the connection breaks in the middle of the answer. */
    CUT_IN_REPLY
  }

  /** A fault that is yet to happen, and what is done when it has. */
  private record Trap(Fault fault, Runnable then) {}

  private final int targetPort;
  private final ServerSocket server;
  private final ConcurrentLinkedQueue<Trap> traps = new ConcurrentLinkedQueue<>();
  private final Collection<Connection> connections = new ConcurrentLinkedQueue<>();

  ReplySwallowingProxy(int targetPort) throws IOException {
    this.targetPort = targetPort;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** Lets the next large request that is not spoken for meet {@code fault}. */
  void lay(Fault fault) {
    lay(fault, () -> {});
  }

  /** Like {@link #lay(Fault)}; {@code then} runs before the client can notice. */
  void lay(Fault fault, Runnable then) {
    traps.add(new Trap(fault, then));
  }

  /** How many faults did not happen yet. */
  int left() {
    return traps.size();
  }

  /** Breaks all connections and takes no more. */
  @Override
  public void close() throws IOException {
    server.close();
    connections.forEach(Connection::sever);
  }

  private void accept() {
    try {
      while (true) {
        Connection connection =
            new Connection(
                server.accept(), new Socket(InetAddress.getLoopbackAddress(), targetPort));
        connections.add(connection);
        Thread.ofVirtual().start(connection::forwardRequests);
        Thread.ofVirtual().start(connection::forwardReplies);
      }
    } catch (IOException e) {
      connections.forEach(Connection::sever);
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket target;
    private final AtomicReference<@Nullable Trap> sprung = new AtomicReference<>();

    Connection(Socket client, Socket target) {
      this.client = client;
      this.target = target;
    }

    void forwardRequests() {
      try {
        InputStream in = client.getInputStream();
        OutputStream out = target.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          if (sprung.get() != null) {
            sever();
            return;
          }
          @Nullable Trap trap = count >= LARGE_BYTES ? traps.poll() : null;
          sprung.set(trap);
          if (trap != null && trap.fault() == Fault.REQUEST_LOST) {
            trap.then().run();
            sever();
            return;
          }
          out.write(buffer, 0, count);
        }
      } catch (IOException e) {
        sever();
      }
      sever();
    }

    void forwardReplies() {
      try {
        InputStream in = target.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          @Nullable Trap trap = sprung.get();
          if (trap == null) {
            out.write(buffer, 0, count);
            continue;
          }
          trap.then().run();
          if (trap.fault() == Fault.REPLY_NEVER_COMES) {
            return;
          }
          if (trap.fault() == Fault.CUT_IN_REPLY) {
            out.write(buffer, 0, count / 2);
          }
          sever();
        }
      } catch (IOException e) {
        sever();
      }
      sever();
    }

    void sever() {
      connections.remove(this);
      try (client;
          target) {
        client.shutdownInput();
      } catch (IOException e) {
        if (!client.isClosed() || !target.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
