package dev.pedigree.interop.dvc;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dependency or an output of a stage: a file or folder at a path, told by a hash of DVC's. */
record LockedFile(Place place, ArtifactDraft draft) {
  /** Hashes that DVC writes, by the store that the file lies in. */
  private static final Set<String> HASHES = Set.of("md5", "etag", "checksum", "version_id");

  /** Endings of source code; nothing else about a file is told by its name. */
  private static final Set<String> CODE =
      Set.of("py", "ipynb", "r", "jl", "sh", "sql", "java", "scala", "kt", "go", "rs", "c", "cpp");

  private static final Set<String> KNOWN = Set.of("path", "size", "hash");

  static LockedFile of(Place place, Recording recording) {
    String path = place.at("path").need();
    ArtifactName name = recording.name(path, version(place));
    return new LockedFile(place, draft(place, recording, name, isCode(path)));
  }

  private static @Nullable String version(Place place) {
    for (String hash : HASHES.stream().sorted().toList()) {
      if (place.at(hash).isGiven()) {
        return place.at(hash).need();
      }
    }
    return place.at("repo").isGiven() ? place.at("repo").at("rev_lock").text() : null;
  }

  private static boolean isCode(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') && CODE.contains(path.substring(dot + 1));
  }

  boolean isCode() {
    return draft.kind().equals("CODE");
  }

  private static ArtifactDraft draft(
      Place place, Recording recording, ArtifactName name, boolean isCode) {
    ArtifactDraft file = recording.artifact(place.path(), isCode ? "CODE" : "DATASET", name);
    file.attribute(isCode ? "path" : "location", place.at("path").text(), place.path() + ".path");
    Double size = place.at("size").number();
    if (isCode) {
      file.extra("size", size, place.path() + ".size");
    } else {
      file.attribute("sizeBytes", size, place.path() + ".size");
    }
    place
        .members()
        .forEach(
            (key, value) -> {
              if (!KNOWN.contains(key) && !HASHES.contains(key)) {
                file.extra(key, value.value(), value.path());
              }
            });
    return file;
  }
}
