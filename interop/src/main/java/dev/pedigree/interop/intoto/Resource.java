package dev.pedigree.interop.intoto;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.identity.Ids;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a statement points to by digest. Source: in-toto's {@code ResourceDescriptor} and
 * <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/digest_set.md">DigestSet</a>.
 *
 * @param id SHA-256 of its content, or the id of its git commit; null: it has neither
 * @param version what tells it from others of its name; null: nothing does
 * @param commit null: it is none
 */
record Resource(
    Place place,
    String name,
    @Nullable Digest id,
    @Nullable String version,
    @Nullable String commit) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int MAX_NAME = 500;

  private static final Set<String> KNOWN = Set.of("name", "uri", "digest");

  static Resource of(Place place) {
    Place called = place.at("uri").isGiven() ? place.at("uri") : place.at("name");
    String name = called.need();
    if (name.length() > MAX_NAME) {
      throw called.unexpected("a name of at most " + MAX_NAME + " characters");
    }
    Place digests = place.at("digest");
    String sha256 = digests.at("sha256").text();
    if (sha256 != null) {
      Digest digest =
          Digest.parse("sha256:" + sha256)
              .orElseThrow(
                  () -> digests.at("sha256").unexpected("64 lower-case hexadecimal digits"));
      return new Resource(place, name, digest, sha256.substring(0, 16), null);
    }
    String commit = digests.at("gitCommit").text();
    if (commit == null && name.startsWith("git+")) {
      commit = digests.at("sha1").text();
    }
    if (commit != null && COMMIT.matcher(commit).matches()) {
      Digest digest = Digest.parse(Ids.ofGitCommit(commit)).orElseThrow();
      return new Resource(place, name, digest, commit, commit);
    }
    for (Map.Entry<String, Place> other : digests.members().entrySet()) {
      return new Resource(place, name, null, other.getKey() + ":" + other.getValue().need(), null);
    }
    return new Resource(place, name, null, null, null);
  }

  private ArtifactName fullName(Recording recording) {
    return recording.name(name, version);
  }

  /** What is recorded with its id; empty: nothing, or nothing tells. */
  Optional<Standing.Known> known(Statements out) {
    return id == null ? Optional.empty() : out.known(new ArtifactId(id));
  }

  /** What is recorded is taken as it is; anything else is code, or what was built from it. */
  ArtifactId add(Recording recording, Statements out) {
    Optional<Standing.Known> known = known(out);
    if (known.isPresent() && !known.get().kinds().contains("CODE")) {
      recording.suppose(known.get().id(), known.get().kinds());
      return known.get().id();
    }
    return recording.add(draft(recording));
  }

  ArtifactDraft draft(Recording recording) {
    ArtifactDraft draft = recording.artifact(place.path(), "CODE", fullName(recording)).digest(id);
    if (commit != null) {
      draft.attribute("commit", commit, place.path() + ".digest");
      draft.attribute("repository", name, place.path() + ".uri");
    }
    place
        .members()
        .forEach(
            (key, value) -> {
              if (!KNOWN.contains(key)) {
                draft.extra(key, value.value(), value.path());
              }
            });
    return draft;
  }
}
