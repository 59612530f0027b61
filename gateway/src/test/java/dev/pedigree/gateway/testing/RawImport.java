package dev.pedigree.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** An import by hand, over a socket: what is sent and read when is the test's to say. */
public final class RawImport implements AutoCloseable {
  private static final String HEAD =
      """
      POST /import HTTP/1.1
      Host: localhost
      Content-Type: application/x-ndjson
      Transfer-Encoding: chunked

      """;
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private boolean headersRead;

  public RawImport(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream());
    write(HEAD.replace("\n", "\r\n"));
  }

  /** Sends the rest of a line and waits for its verdict. */
  public JsonNode send(String line) throws IOException {
    sendPart(line);
    return verdict();
  }

  /** Sends a part of a line, as a chunk. */
  public void sendPart(String part) throws IOException {
    int length = part.getBytes(StandardCharsets.UTF_8).length;
    write(Integer.toHexString(length) + "\r\n" + part + "\r\n");
  }

  /** Says that nothing follows. */
  public void finish() throws IOException {
    write("0\r\n\r\n");
  }

  private JsonNode verdict() throws IOException {
    if (!headersRead) {
      while (!line().isEmpty()) {
        headersRead = true;
      }
    }
    int length = Integer.parseInt(line(), 16);
    byte[] chunk = in.readNBytes(length);
    line();
    return Gateway.JSON.readTree(chunk);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the gateway closed the connection");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
