package dev.pedigree.operations.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The instructions of a Dockerfile, in their order; comments and line ends are gone. */
record Dockerfile(List<Instruction> instructions) {
  private static final Pattern CONTINUED = Pattern.compile("\\s*\\\\\\R\\s*");
  private static final Pattern INSTRUCTION = Pattern.compile("([A-Z]+)\\s+(.*)");

  /** One of them, such as {@code USER} and {@code 10001:10001}. */
  record Instruction(String keyword, String rest) {}

  Dockerfile {
    instructions = List.copyOf(instructions);
  }

  static Dockerfile read(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("(?m)^#.*\\R", "");
    List<Instruction> instructions = new ArrayList<>();
    for (String line : CONTINUED.matcher(text).replaceAll(" ").split("\\R", -1)) {
      if (!line.isBlank()) {
        Matcher matcher = INSTRUCTION.matcher(line.strip());
        if (!matcher.matches()) {
          throw new IllegalArgumentException(file + ": " + line + " (expected: an instruction)");
        }
        instructions.add(new Instruction(matcher.group(1), matcher.group(2)));
      }
    }
    return new Dockerfile(instructions);
  }

  /** What stands behind a keyword, wherever it is. */
  Stream<String> all(String keyword) {
    return instructions.stream().filter(it -> it.keyword().equals(keyword)).map(Instruction::rest);
  }
}
