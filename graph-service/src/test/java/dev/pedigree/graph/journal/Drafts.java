package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import java.util.List;
import java.util.stream.IntStream;

/** Changes for tests. */
final class Drafts {
  private Drafts() {}

  /** {@code count} different changes, numbered from {@code seed}. */
  static List<Change.Draft> many(int seed, int count) {
    return IntStream.range(seed, seed + count).mapToObj(Drafts::recorded).toList();
  }

  /** One artifact recorded, with a request id that names {@code number}. */
  static Change.Draft recorded(int number) {
    Digest digest = Digest.of("artifact " + number);
    ArtifactName name = new ArtifactName("team", "model-" + number, "v1");
    Fact fact =
        new Fact.ArtifactRecorded(
            new ArtifactId(digest),
            "MODEL",
            name,
            digest,
            null,
            null,
            null,
            List.of("someone"),
            "words that somebody wrote",
            List.of(),
            "{}");
    Change.Request request =
        new Change.Request("request-" + number, Digest.of("question " + number));
    return new Change.Draft("tester", request, List.of(fact), List.of());
  }

  static Change.Draft quarantine(int number, String reason) {
    ArtifactId artifact = new ArtifactId(Digest.of("artifact " + number));
    Fact fact = new Fact.ArtifactQuarantined(artifact, reason);
    return new Change.Draft("tester", null, List.of(fact), List.of());
  }

  /** A change that takes exactly {@code bytes} of an entry, at least some hundred. */
  static Change.Draft ofEncodedBytes(Journal journal, int bytes) {
    int length = bytes;
    while (true) {
      Change.Draft draft = quarantine(0, "x".repeat(length));
      int over = journal.encodedBytes(draft) - bytes;
      if (over == 0) {
        return draft;
      }
      length -= over;
    }
  }
}
