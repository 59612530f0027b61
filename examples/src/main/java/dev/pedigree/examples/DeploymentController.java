package dev.pedigree.examples;

import dev.pedigree.client.Pedigree;
import dev.pedigree.client.query.ArtifactByNameGraphQLQuery;
import dev.pedigree.client.query.ArtifactByNameProjectionRoot;
import dev.pedigree.client.types.Artifact;
import dev.pedigree.client.types.ArtifactInput;
import dev.pedigree.client.types.CheckOutcome;
import dev.pedigree.client.types.DeploymentInput;
import dev.pedigree.client.types.EdgeType;
import dev.pedigree.client.types.ParentInput;
import dev.pedigree.client.types.RecordInput;
import java.util.List;

/** Deploys what has passed its check, and records what runs from then on. */
public final class DeploymentController {
  private final Pedigree pedigree;
  private final String namespace;
  private final String requiredCheck;

  /**
   * Records nothing yet.
   *
   * @param requiredCheck the check that a model has to have passed
   */
  public DeploymentController(Pedigree pedigree, String namespace, String requiredCheck) {
    this.pedigree = pedigree;
    this.namespace = namespace;
    this.requiredCheck = requiredCheck;
  }

  /**
   * Deploys the newest version of a model with the newest version of a prompt.
   *
   * @param version names what runs now under the deployment's name
   * @return the deployment's id
   * @throws IllegalStateException if either is not recorded, or the check is not passed
   */
  public String deploy(String name, String version, String model, String prompt) {
    Artifact weights = find(model);
    Artifact words = find(prompt);
    // Checks come by version, the newest last.
    boolean passed =
        weights.getChecks().stream()
            .reduce((_, newer) -> newer)
            .filter(it -> it.getOutcome() == CheckOutcome.PASSED)
            .isPresent();
    if (!passed) {
      throw new IllegalStateException(model + " has not passed " + requiredCheck);
    }
    // Here the controller would start it.
    var deployment =
        DeploymentInput.newBuilder()
            .namespace(namespace)
            .name(name)
            .version(version)
            .environment("production")
            .parents(
                List.of(
                    ParentInput.newBuilder().type(EdgeType.SERVES).id(weights.getId()).build(),
                    ParentInput.newBuilder().type(EdgeType.PROMPTED_BY).id(words.getId()).build()))
            .build();
    return pedigree
        .record(
            RecordInput.newBuilder()
                .artifacts(List.of(ArtifactInput.newBuilder().deployment(deployment).build()))
                .build())
        .getArtifacts()
        .getFirst()
        .getId();
  }

  private Artifact find(String name) {
    return pedigree
        .execute(
            ArtifactByNameGraphQLQuery.newRequest().namespace(namespace).name(name).build(),
            new ArtifactByNameProjectionRoot<>().id().checks(requiredCheck).outcome().root(),
            Artifact.class)
        .orElseThrow(() -> new IllegalStateException(name + " is not recorded"));
  }
}
