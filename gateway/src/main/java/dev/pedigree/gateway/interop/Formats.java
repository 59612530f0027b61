package dev.pedigree.gateway.interop;

import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.manifest.ManifestReader;
import dev.pedigree.interop.openlineage.OpenLineageReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Every format that is read, by its name in addresses. */
@Component
final class Formats {
  private final Map<String, DocumentReader> readers = new TreeMap<>();

  Formats() {
    readers.put(Guess.OPEN_LINEAGE, new OpenLineageReader());
    readers.put(Guess.MANIFEST, new ManifestReader());
  }

  /** What reads the format; empty: nothing does. */
  Optional<DocumentReader> reader(String format) {
    return Optional.ofNullable(readers.get(format));
  }

  /** By name. */
  List<String> names() {
    return List.copyOf(readers.keySet());
  }
}
