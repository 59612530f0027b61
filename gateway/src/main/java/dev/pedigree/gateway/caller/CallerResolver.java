package dev.pedigree.gateway.caller;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells who is asking: whom the token names or, where none can be verified, anybody from this
 * machine. Anybody may do everything and is called {@code anonymous}, unless the header {@value
 * #HEADER} gives a name, which is believed; beside a token it says nothing.
 */
@Component
public final class CallerResolver {
  /** Names the caller, as it is recorded in the journal. */
  public static final String HEADER = "X-Pedigree-Caller";

  private static final Pattern NAME =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");

  /** The request attribute that holds the caller, for what is further in. */
  public static final String ATTRIBUTE = Caller.class.getName();

  /** The attribute that holds until when the caller may ask; absent: there is no such time. */
  public static final String EXPIRES = CallerResolver.class.getName() + ".expires";

  /**
   * Who sent {@code request}.
   *
   * @throws RefusedException if the header is read and is not 1 to 200 printable ASCII characters
   */
  public Caller resolve(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof CallerToken token
        ? token.caller()
        : named(request.getHeader(HEADER));
  }

  private static Caller named(@Nullable String header) {
    if (header == null) {
      return Caller.anonymous();
    }
    if (!NAME.matcher(header).matches()) {
      throw RefusedException.invalid(
          HEADER, "a text of " + header.length(), "1 to 200 printable ASCII characters");
    }
    return Caller.trusted(header);
  }
}
