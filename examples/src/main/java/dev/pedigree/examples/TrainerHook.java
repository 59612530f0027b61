package dev.pedigree.examples;

import dev.pedigree.client.Pedigree;
import dev.pedigree.client.types.ArtifactInput;
import dev.pedigree.client.types.CheckpointInput;
import dev.pedigree.client.types.CodeInput;
import dev.pedigree.client.types.ContinuedTrainingInput;
import dev.pedigree.client.types.DatasetInput;
import dev.pedigree.client.types.EdgeType;
import dev.pedigree.client.types.ModelInput;
import dev.pedigree.client.types.MutationInput;
import dev.pedigree.client.types.ParentInput;
import dev.pedigree.client.types.Provenance;
import dev.pedigree.client.types.RecordInput;
import dev.pedigree.client.types.SupervisedFineTuningInput;
import dev.pedigree.identity.Ids;
import java.nio.file.Path;
import java.util.List;

/**
 * Hangs in a training loop and records what goes in and what comes out, by content. The first
 * checkpoint is fine-tuned from the base model, each next one continues the one before.
 */
public final class TrainerHook {
  private final Pedigree pedigree;
  private final String namespace;
  private final String run;
  private final String base;
  private final String dataset;
  private final String code;
  private String last;
  private long lastStep;

  /**
   * Records what goes in, before the first step.
   *
   * @param run names the run, its checkpoints and its model
   * @param commit of the training script's repository
   */
  public TrainerHook(
      Pedigree pedigree, String namespace, String run, Path base, Path dataset, String commit) {
    this.pedigree = pedigree;
    this.namespace = namespace;
    this.run = run;
    this.base = Ids.ofPath(base);
    this.dataset = Ids.ofPath(dataset);
    this.code = Ids.ofGitCommit(commit);
    this.last = this.base;
    record(
        ArtifactInput.newBuilder()
            .model(
                ModelInput.newBuilder()
                    .namespace(namespace)
                    .name(base.getFileName().toString())
                    .digest(this.base)
                    .build())
            .build(),
        ArtifactInput.newBuilder()
            .dataset(
                DatasetInput.newBuilder()
                    .namespace(namespace)
                    .name(dataset.getFileName().toString())
                    .digest(this.dataset)
                    .build())
            .build(),
        ArtifactInput.newBuilder()
            .code(
                CodeInput.newBuilder()
                    .namespace(namespace)
                    .name("trainer")
                    .version(commit)
                    .digest(code)
                    .commit(commit)
                    .provenance(Provenance.ORIGIN)
                    .build())
            .build());
  }

  /** To be called when the trainer has written a checkpoint: a file, or a folder of shards. */
  public void onSave(Path checkpoint, long step, double loss) {
    String id = Ids.ofPath(checkpoint);
    record(
        ArtifactInput.newBuilder()
            .checkpoint(
                CheckpointInput.newBuilder()
                    .namespace(namespace)
                    .name(run)
                    .version("step-" + step)
                    .digest(id)
                    .run(run)
                    .step((double) step)
                    .trainingLoss(loss)
                    .parents(parents(step))
                    .build())
            .build());
    last = id;
    lastStep = step;
  }

  /** To be called when the trainer has written the model. */
  public void onTrainEnd(Path model, long step) {
    record(
        ArtifactInput.newBuilder()
            .model(
                ModelInput.newBuilder()
                    .namespace(namespace)
                    .name(run)
                    .version("final")
                    .digest(Ids.ofPath(model))
                    .parents(parents(step))
                    .build())
            .build());
  }

  private List<ParentInput> parents(long step) {
    return List.of(
        weights(step),
        ParentInput.newBuilder().type(EdgeType.TRAINED_ON).id(dataset).build(),
        ParentInput.newBuilder().type(EdgeType.BUILT_WITH).id(code).build());
  }

  private ParentInput weights(long step) {
    double steps = step - lastStep;
    boolean first = last.equals(base);
    var how = MutationInput.newBuilder();
    if (first) {
      how.supervisedFineTuning(SupervisedFineTuningInput.newBuilder().steps(steps).build());
    } else {
      how.continuedTraining(ContinuedTrainingInput.newBuilder().steps(steps).build());
    }
    return ParentInput.newBuilder()
        .type(first ? EdgeType.FINE_TUNED_FROM : EdgeType.CONTINUED_FROM)
        .id(last)
        .mutations(List.of(how.build()))
        .build();
  }

  private void record(ArtifactInput... artifacts) {
    pedigree.record(RecordInput.newBuilder().artifacts(List.of(artifacts)).build());
  }
}
