package dev.pedigree.gateway.interop;

import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.cyclonedx.BomReader;
import dev.pedigree.interop.dvc.LockReader;
import dev.pedigree.interop.huggingface.ModelCardReader;
import dev.pedigree.interop.intoto.StatementReader;
import dev.pedigree.interop.manifest.ManifestReader;
import dev.pedigree.interop.mergekit.MergeReader;
import dev.pedigree.interop.mlflow.RegistryReader;
import dev.pedigree.interop.openlineage.OpenLineageReader;
import dev.pedigree.interop.prov.ProvReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Every format that is read, by its name in addresses. */
@Component
@EnableConfigurationProperties(InteropProperties.class)
final class Formats {
  private final Map<String, DocumentReader> readers = new TreeMap<>();

  Formats(InteropProperties properties) {
    readers.put(Guess.CYCLONEDX, new BomReader());
    readers.put(Guess.DVC, new LockReader());
    readers.put(Guess.HUGGING_FACE, new ModelCardReader());
    readers.put(Guess.IN_TOTO, new StatementReader(properties.trusted()));
    readers.put(Guess.MANIFEST, new ManifestReader());
    readers.put(Guess.MERGEKIT, new MergeReader());
    readers.put(Guess.MLFLOW, new RegistryReader());
    readers.put(Guess.OPEN_LINEAGE, new OpenLineageReader());
    readers.put(Guess.PROV, new ProvReader());
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
