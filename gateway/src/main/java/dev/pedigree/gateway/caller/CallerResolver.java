package dev.pedigree.gateway.caller;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.caller.Caller;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells who is asking. There is no authentication yet: whoever asks may do everything and is called
 * {@code anonymous}, unless the header {@value #HEADER} gives a name. The name is believed, so a
 * proxy in front of the gateway must set or remove the header.
 */
@Component
public final class CallerResolver {
  /** Names the caller, as it is recorded in the journal. */
  public static final String HEADER = "X-Pedigree-Caller";

  private static final Pattern NAME =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");

  /**
   * The caller that the header names.
   *
   * @param header null: it was not sent
   * @throws RefusedException if it is not 1 to 200 printable ASCII characters
   */
  public Caller resolve(@Nullable String header) {
    Caller anyone = Caller.anonymous();
    if (header == null) {
      return anyone;
    }
    if (!NAME.matcher(header).matches()) {
      throw RefusedException.invalid(
          HEADER, "a text of " + header.length(), "1 to 200 printable ASCII characters");
    }
    return new Caller(header, anyone.scopes(), anyone.namespaces());
  }
}
