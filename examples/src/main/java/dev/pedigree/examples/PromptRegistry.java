package dev.pedigree.examples;

import dev.pedigree.client.Pedigree;
import dev.pedigree.client.types.ArtifactInput;
import dev.pedigree.client.types.EdgeType;
import dev.pedigree.client.types.NameInput;
import dev.pedigree.client.types.ParentInput;
import dev.pedigree.client.types.PromptInput;
import dev.pedigree.client.types.RecordInput;
import dev.pedigree.client.types.RecordPayload;
import dev.pedigree.client.types.Warning;
import dev.pedigree.client.types.WarningCode;
import dev.pedigree.identity.Ids;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes prompts in versions 1, 2, 3. A prompt is its words: who goes back to earlier ones
 * publishes an artifact that is there already, under one more name.
 */
public final class PromptRegistry {
  private final Pedigree pedigree;
  private final String namespace;

  /** Records nothing yet. */
  public PromptRegistry(Pedigree pedigree, String namespace) {
    this.pedigree = pedigree;
    this.namespace = namespace;
  }

  /**
   * Publishes a version; the one before has to be published.
   *
   * @param version 1 or more
   * @param model the name of the model that it is written for
   * @return whether these are words that the prompt has had before
   */
  public boolean publish(String name, int version, String text, String model) {
    var parents = new ArrayList<ParentInput>();
    parents.add(parent(EdgeType.TUNED_FOR, named(model).build()));
    if (version > 1) {
      String before = Integer.toString(version - 1);
      parents.add(parent(EdgeType.REVISED_FROM, named(name).version(before).build()));
    }
    var prompt =
        PromptInput.newBuilder()
            .namespace(namespace)
            .name(name)
            .version(Integer.toString(version))
            .digest(Ids.ofText(text))
            .template(text)
            .parents(parents)
            .build();
    RecordPayload recorded =
        pedigree.record(
            RecordInput.newBuilder()
                .artifacts(List.of(ArtifactInput.newBuilder().prompt(prompt).build()))
                .build());
    return recorded.getWarnings().stream()
        .map(Warning::getCode)
        .anyMatch(it -> it == WarningCode.REVERTED || it == WarningCode.SAME_CONTENT);
  }

  private NameInput.Builder named(String name) {
    return NameInput.newBuilder().namespace(namespace).name(name);
  }

  private static ParentInput parent(EdgeType type, NameInput name) {
    return ParentInput.newBuilder().type(type).name(name).build();
  }
}
