package dev.pedigree.gateway.http;

import dev.pedigree.gateway.operation.Asker;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/**
 * The client of one request, whose body was read. Nothing tells a servlet that works on an answer
 * that the connection was closed; it shows when one tries to read.
 */
final class Client implements Asker {
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

  private final Request request;
  private int failures;
  private boolean answered;
  private volatile boolean gone;
  private volatile long nextLookAt = System.nanoTime() + LOOK_EVERY_NANOS;

  Client(Request request) {
    this.request = request;
  }

  @Override
  public boolean isGone() {
    return System.nanoTime() - nextLookAt < 0 ? gone : look();
  }

  private synchronized boolean look() {
    if (!answered && !gone) {
      failures = looksLikeAFailure() ? failures + 1 : 0;
      gone = failures > 1;
      nextLookAt = System.nanoTime() + LOOK_EVERY_NANOS;
    }
    return gone && !answered;
  }

  /**
   * Tomcat reads what there is, without waiting, and keeps it for the next request. One available
   * byte is what it also answers after a failure, and then every time; a byte that was read, of the
   * next request, is answered once.
   */
  private boolean looksLikeAFailure() {
    request.action(ActionCode.AVAILABLE, true);
    return request.getAvailable() == 1;
  }

  @Override
  public synchronized void answered() {
    answered = true;
  }
}
