package dev.pedigree.gateway.requestid;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the answer to a request and all that is logged for it have in common: the id that the client
 * gave, else that of the client's trace, else a new one.
 */
public final class RequestId {
  /** Gives an id, and is answered. */
  public static final String HEADER = "X-Request-Id";

  /** Where lines of the log have it. */
  static final String KEY = "requestId";

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** Of the W3C's Trace Context, version 00 or later. */
  private static final Pattern TRACE_PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.{0,200})?");

  private RequestId() {}

  /** What a request gives that is well-formed; anything else is as if it were not there. */
  static String of(HttpServletRequest request) {
    return matched(WELL_FORMED, request.getHeader(HEADER))
        .map(Matcher::group)
        .or(() -> matched(TRACE_PARENT, request.getHeader("traceparent")).map(it -> it.group(1)))
        .orElseGet(RequestId::fresh);
  }

  private static Optional<Matcher> matched(Pattern pattern, @Nullable String text) {
    return Optional.ofNullable(text).map(pattern::matcher).filter(Matcher::matches);
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  /** Of the request that this thread works for; a new one if it works for none. */
  public static String current() {
    String known = MDC.get(KEY);
    return known == null ? fresh() : known;
  }
}
