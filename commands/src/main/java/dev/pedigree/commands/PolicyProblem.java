package dev.pedigree.commands;

import java.nio.file.Path;

/**
 * Why a file is not taken for a policy.
 *
 * @param line from 1
 * @param column from 1
 */
record PolicyProblem(Path file, int line, int column, String message) {
  /** {@code policies/a.yaml:3:7: message}, as compilers say it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
