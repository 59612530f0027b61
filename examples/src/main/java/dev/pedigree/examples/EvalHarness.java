package dev.pedigree.examples;

import dev.pedigree.client.Pedigree;
import dev.pedigree.client.types.ArtifactInput;
import dev.pedigree.client.types.CheckInput;
import dev.pedigree.client.types.CheckOutcome;
import dev.pedigree.client.types.EdgeType;
import dev.pedigree.client.types.EvalRunInput;
import dev.pedigree.client.types.EvalSuiteInput;
import dev.pedigree.client.types.ParentInput;
import dev.pedigree.client.types.RecordInput;
import dev.pedigree.identity.Ids;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Records evaluations: the suite by its content, the run with its score, and on the model, as a
 * check, whether the score is enough. All or nothing: there is no check without its run.
 */
public final class EvalHarness {
  private final Pedigree pedigree;
  private final String namespace;
  private final double enough;

  /**
   * Records nothing yet.
   *
   * @param enough the lowest score that passes
   */
  public EvalHarness(Pedigree pedigree, String namespace, double enough) {
    this.pedigree = pedigree;
    this.namespace = namespace;
    this.enough = enough;
  }

  /**
   * To be called when a run has ended.
   *
   * @param suite the file, or folder, of the tasks
   * @param model the model's file; whoever trained it has recorded it by the same bytes
   */
  public void ran(Path suite, Path model, double score, Instant finished) {
    String name = suite.getFileName().toString();
    String suiteId = Ids.ofPath(suite);
    String modelId = Ids.ofPath(model);
    var tasks = EvalSuiteInput.newBuilder().namespace(namespace).name(name).digest(suiteId).build();
    var run =
        EvalRunInput.newBuilder()
            .namespace(namespace)
            .name(name + "-run")
            .version(finished.toString())
            .finishedAt(finished)
            .primaryMetric("accuracy")
            .score(score)
            .parents(
                List.of(
                    ParentInput.newBuilder().type(EdgeType.EVALUATES).id(modelId).build(),
                    ParentInput.newBuilder().type(EdgeType.EVALUATED_AGAINST).id(suiteId).build()))
            .build();
    var check =
        CheckInput.newBuilder()
            .artifact(modelId)
            .name(name)
            .version(1)
            .outcome(score >= enough ? CheckOutcome.PASSED : CheckOutcome.FAILED)
            .evidence("accuracy " + score)
            .build();
    pedigree.record(
        RecordInput.newBuilder()
            .artifacts(
                List.of(
                    ArtifactInput.newBuilder().evalSuite(tasks).build(),
                    ArtifactInput.newBuilder().evalRun(run).build()))
            .checks(List.of(check))
            .build());
  }
}
