package dev.pedigree.localstack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/** Asks a Cassandra one CQL question in the native protocol, version 4, without a driver. */
final class CqlProbe {
  private static final byte VERSION = 4;
  private static final byte STARTUP = 0x01;
  private static final byte READY = 0x02;
  private static final byte AUTHENTICATE = 0x03;
  private static final byte QUERY = 0x07;
  private static final byte RESULT = 0x08;
  private static final byte AUTH_RESPONSE = 0x0f;
  private static final byte AUTH_SUCCESS = 0x10;
  private static final short ONE = 1;
  private static final int TIMEOUT_MILLIS = 2000;

  private CqlProbe() {}

  /**
   * Says whether a query was answered with rows; where it has to say who asks, it is Cassandra's
   * first role.
   */
  static boolean answers(LoopbackPort port, SocketFactory sockets) {
    try (Socket socket = sockets.createSocket()) {
      socket.connect(port.address(), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      byte greeting = ask(out, in, STARTUP, startup());
      boolean admitted =
          greeting == AUTHENTICATE
              ? ask(out, in, AUTH_RESPONSE, firstRole()) == AUTH_SUCCESS
              : greeting == READY;
      return admitted && ask(out, in, QUERY, query()) == RESULT;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte ask(DataOutputStream out, DataInputStream in, byte opcode, byte[] body)
      throws IOException {
    out.writeByte(VERSION);
    out.writeByte(0); // flags
    out.writeShort(0); // stream
    out.writeByte(opcode);
    out.writeInt(body.length);
    out.write(body);
    out.flush();
    in.skipNBytes(4);
    byte answer = in.readByte();
    in.skipNBytes(in.readInt());
    return answer;
  }

  private static byte[] startup() {
    byte[] key = string("CQL_VERSION");
    byte[] value = string("3.0.0");
    return ByteBuffer.allocate(Short.BYTES + key.length + value.length)
        .putShort((short) 1)
        .put(key)
        .put(value)
        .array();
  }

  private static byte[] firstRole() {
    byte[] text = "\0cassandra\0cassandra".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + text.length).putInt(text.length).put(text).array();
  }

  private static byte[] query() {
    byte[] text = "SELECT key FROM system.local".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + text.length + Short.BYTES + Byte.BYTES)
        .putInt(text.length)
        .put(text)
        .putShort(ONE)
        .put((byte) 0)
        .array();
  }

  private static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Short.BYTES + bytes.length)
        .putShort((short) bytes.length)
        .put(bytes)
        .array();
  }
}
