package dev.pedigree.commands;

import java.nio.file.Path;
import java.util.List;

/**
 * A file with the text of a policy; whether it is one only the gateway knows.
 *
 * @param path as it is shown
 */
record PolicyFile(Path path, String text) {
  /** A problem with one of the policy's members, at its line; at the first where none is found. */
  PolicyProblem problem(String member, String message) {
    List<String> lines = text.lines().toList();
    int line = 0;
    while (line < lines.size() && !lines.get(line).startsWith(member + ":")) {
      line++;
    }
    return new PolicyProblem(path, line < lines.size() ? line + 1 : 1, 1, member + ": " + message);
  }
}
