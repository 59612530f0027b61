package dev.pedigree.gateway.manifest;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.audit.Checkpoints;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.interop.cyclonedx.BomWriter;
import dev.pedigree.interop.huggingface.ModelCardWriter;
import dev.pedigree.interop.intoto.StatementWriter;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.manifest.ManifestWriter;
import dev.pedigree.interop.manifest.PedigreeManifest;
import dev.pedigree.interop.prov.ProvWriter;
import dev.pedigree.interop.spdx.SpdxWriter;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Shows an artifact as a document. */
@DgsComponent
final class ManifestFetcher {
  private final Map<String, ManifestWriter> writers;

  ManifestFetcher(GraphService graph, Checkpoints checkpoints) {
    PedigreeManifest.Signer signer =
        checkpoints.signs() ? note -> checkpoints.signature(graph.proofs(), note) : null;
    writers =
        Map.of(
            "PEDIGREE", new PedigreeManifest(signer),
            "CYCLONEDX", new BomWriter(),
            "PROV_JSON", new ProvWriter(),
            "IN_TOTO", new StatementWriter(),
            "MODEL_CARD", new ModelCardWriter(),
            "SPDX3", new SpdxWriter());
  }

  @DgsData(parentType = "Artifact")
  CompletableFuture<Object> manifest(@InputArgument String format, DataFetchingEnvironment env) {
    ManifestWriter writer = Objects.requireNonNull(writers.get(format), format);
    ArtifactRef artifact = Objects.requireNonNull(env.<ArtifactRef>getSource());
    return Batches.<ArtifactRef, Manifest>loader(env, ManifestLoader.NAME)
        .load(artifact)
        .thenApply(writer::write);
  }
}
