package dev.pedigree.commands;

/** How commands end. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** Not done. Where something does not answer, trying again may help. */
  public static final int FAILED = 1;

  /** What was given, or a part of it, is refused as it stands. */
  public static final int REFUSED = 2;

  private ExitCode() {}
}
