package dev.pedigree.localstack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Asks a Cassandra one CQL question in the native protocol, version 4, without a driver. */
final class CqlProbe {
  private static final byte VERSION = 4;
  private static final byte STARTUP = 0x01;
  private static final byte READY = 0x02;
  private static final byte QUERY = 0x07;
  private static final byte RESULT = 0x08;
  private static final short ONE = 1;
  private static final int TIMEOUT_MILLIS = 2000;

  private CqlProbe() {}

  /** Says whether a query was answered with rows. */
  static boolean answers(LoopbackPort port) {
    try (var socket = new Socket()) {
      socket.connect(port.address(), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      return ask(out, in, STARTUP, startup()) == READY && ask(out, in, QUERY, query()) == RESULT;
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
