package dev.pedigree.localstack;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/** A server could not be started; the message says why and, where there is a log, ends with it. */
public final class ServerFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int LAST_LINES = 25;
  private static final long TAIL_BYTES = 64 * 1024;

  /** A failure that no log explains, such as a taken port. */
  public ServerFailedException(String message) {
    super(message);
  }

  /** A failure that the log explains: its last lines and its path become part of the message. */
  public ServerFailedException(String message, Path log) {
    super(message + "\nlast lines of " + log + ":\n  " + String.join("\n  ", lastLines(log)));
  }

  private static List<String> lastLines(Path log) {
    try (var channel = Files.newByteChannel(log)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      var text = Channels.newInputStream(channel).readAllBytes();
      var last = new ArrayDeque<String>();
      new String(text, StandardCharsets.UTF_8)
          .lines()
          .forEach(
              line -> {
                if (last.size() == LAST_LINES) {
                  last.removeFirst();
                }
                last.addLast(line);
              });
      return List.copyOf(last);
    } catch (IOException e) {
      return List.of("(unreadable: " + e.getMessage() + ")");
    }
  }
}
