package dev.pedigree.graph.backup;

import java.util.List;

/**
 * A backup is refused as it stands, and trying again does not help. The message says what is wrong,
 * where, and what was expected; several problems are a line each.
 */
public class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackupException(String problem) {
    super(problem);
  }

  BackupException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
