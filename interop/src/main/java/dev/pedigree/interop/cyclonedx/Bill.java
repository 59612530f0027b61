package dev.pedigree.interop.cyclonedx;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.cyclonedx.References.Target;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One bill of materials: first its artifacts, then their edges. */
final class Bill {
  /** Of a component that no kind of artifact is like. */
  private static final Target SKIPPED = new Target(new ArtifactId(Digest.ZERO), "");

  private final ReadingContext context;
  private final Statements out;
  private final Recording recording;
  private final References references = new References();

  /** What has a {@code bom-ref} that something before it has. */
  private final Set<String> repeated = new HashSet<>();

  /** What tells its edges itself: what it depends on is among them. */
  private final Set<ArtifactId> telling = new HashSet<>();

  Bill(ReadingContext context, Statements out) {
    this.context = context;
    this.out = out;
    this.recording = new Recording(context, out);
  }

  /** Records a component, those in it, and those that it descends from. */
  void artifacts(Place place) {
    recording.attempt(() -> artifact(place));
    recording.submit();
    inner(place, this::artifacts);
  }

  private void inner(Place place, Consumer<Place> each) {
    recording.attempt(
        () -> {
          place.at("components").elements().forEach(each);
          for (String side : List.of("ancestors", "descendants")) {
            place.at("pedigree").at(side).elements().forEach(each);
          }
        });
  }

  private void artifact(Place place) {
    Component component = Component.of(place, context, out);
    if (component.kind() == null) {
      out.lost(place.path(), String.valueOf(component.ofNoKind().getMessage()));
      String skipped = component.ref();
      if (skipped != null) {
        references.add(skipped, SKIPPED);
      }
      return;
    }
    ArtifactDraft draft = component.draft(recording);
    String ref = component.ref();
    if (ref != null && !references.add(ref, new Target(draft.id(), draft.kind()))) {
      Target before = references.find(ref).orElseThrow();
      if (!before.id().equals(draft.id())) {
        repeated.add(place.path());
        throw new UnreadableDocumentException(
            Place.shown(ref) + " twice (expected: one component for each)",
            place.path() + ".bom-ref");
      }
    }
    recording.add(draft);
    if (!Properties.all(place, Properties.EDGE).isEmpty()) {
      telling.add(draft.id());
    }
  }

  /** Records the edges that a component tells of. */
  void edges(Place place) {
    if (!repeated.contains(place.path())) {
      recording.attempt(() -> edgesOf(place));
      recording.submit();
    }
    inner(place, this::edges);
  }

  private void edgesOf(Place place) {
    Component component = Component.of(place, context, out);
    if (component.kind() == null) {
      return;
    }
    ArtifactId child = suppose(component);
    Set<ArtifactId> told = new HashSet<>();
    for (Place edge : Properties.all(place, Properties.EDGE)) {
      attempt(() -> told.add(edge(child, edge)));
    }
    Place pedigree = place.at("pedigree");
    for (Place ancestor : pedigree.at("ancestors").elements()) {
      recording.attempt(() -> descent(ancestor, child, told));
    }
    for (Place descendant : pedigree.at("descendants").elements()) {
      recording.attempt(() -> reverse(descendant, child));
    }
    for (String member : List.of("variants", "commits", "patches", "notes")) {
      if (pedigree.at(member).isGiven()) {
        out.lost(pedigree.at(member).path(), "no edge: neither is made from the other");
      }
    }
    for (Place dataset : place.at("modelCard").at("modelParameters").at("datasets").elements()) {
      attempt(() -> dataset(dataset, child, told));
    }
  }

  private ArtifactId suppose(Component component) {
    ArtifactId id = component.id(recording);
    recording.suppose(id, Set.of(String.valueOf(component.kind())));
    return id;
  }

  private void descent(Place place, ArtifactId child, Set<ArtifactId> told) {
    Component parent = Component.of(place, context, out);
    if (parent.kind() == null) {
      return;
    }
    ArtifactId id = suppose(parent);
    if (!told.contains(id)) {
      untyped(place.path(), child, id, "an ancestor");
    }
  }

  private void reverse(Place place, ArtifactId parent) {
    Component child = Component.of(place, context, out);
    if (child.kind() != null) {
      untyped(place.path(), suppose(child), parent, "a descendant");
    }
  }

  /** What claims least of those that join the two. */
  private void untyped(String path, ArtifactId child, ArtifactId parent, String what) {
    for (String type : List.of("REVISED_FROM", "DERIVED_FROM", "BUILT_WITH")) {
      if (child.equals(parent) || recording.joins(type, child, parent)) {
        recording.edge(path, type, child, parent, Map.of());
        return;
      }
    }
    out.lost(
        path,
        "no edge: how a "
            + String.join(", ", recording.kinds(child))
            + " descends from a "
            + String.join(", ", recording.kinds(parent))
            + " that is "
            + what
            + " is not told");
  }

  private void dataset(Place place, ArtifactId model, Set<ArtifactId> told) {
    if (place.at("ref").isGiven()) {
      Target target = target(place.at("ref"));
      if (!told.contains(target.id())) {
        recording.edge(place.path(), "TRAINED_ON", model, target.id(), Map.of());
      }
      return;
    }
    Place name = place.at("name");
    if (!name.isGiven()) {
      out.lost(place.path(), "a dataset without a name or a ref");
      return;
    }
    ArtifactDraft data =
        recording.artifact(place.path(), "DATASET", recording.name(name.need(), null));
    data.description(place.at("description").text(), place.path() + ".description");
    data.attribute("location", place.at("contents").at("url").text(), place.path() + ".contents");
    place
        .members()
        .forEach(
            (key, value) -> {
              if (!Set.of("name", "description", "bom-ref").contains(key)) {
                data.extra(key, value.value(), value.path());
              }
            });
    recording.edge(place.path(), "TRAINED_ON", model, recording.add(data), Map.of());
  }

  private Target target(Place ref) {
    Target target =
        references.find(ref.need()).orElseThrow(() -> new DanglingException(ref, false));
    if (target.equals(SKIPPED)) {
      throw new DanglingException(ref, true);
    }
    recording.suppose(target.id(), Set.of(target.kind()));
    return target;
  }

  /** Records what a component depends on, as far as that is a part of how it is made. */
  void dependency(Place place) {
    attempt(
        () -> {
          Target child = target(place.at("ref"));
          if (!telling.contains(child.id())) {
            for (Place other : place.at("dependsOn").elements()) {
              attempt(() -> depends(child, other));
            }
          }
          if (place.at("provides").isGiven()) {
            out.lost(place.at("provides").path(), "no edge: what is provided is a specification");
          }
        });
    recording.submit();
  }

  private void depends(Target child, Place other) {
    Target parent = target(other);
    if (recording.joins("BUILT_WITH", child.id(), parent.id())) {
      recording.edge(other.path(), "BUILT_WITH", child.id(), parent.id(), Map.of());
    } else {
      out.lost(
          other.path(),
          "no edge: how a " + child.kind() + " depends on a " + parent.kind() + " is not told");
    }
  }

  private void attempt(Runnable part) {
    recording.attempt(
        () -> {
          try {
            part.run();
          } catch (DanglingException e) {
            refuse(e);
          }
        });
  }

  private void refuse(DanglingException e) {
    if (e.isSkipped) {
      out.lost(e.ref.path(), "no edge: the component is of no kind that is recorded");
    } else {
      recording.refuse(ErrorCode.UNKNOWN_PARENT, String.valueOf(e.getMessage()), e.ref.path());
    }
  }

  /** A {@code bom-ref} of nothing, or of what is not recorded. */
  private static final class DanglingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Place ref;
    private final boolean isSkipped;

    DanglingException(Place ref, boolean isSkipped) {
      super(Place.shown(String.valueOf(ref.text())) + " (expected: the bom-ref of a component)");
      this.ref = ref;
      this.isSkipped = isSkipped;
    }
  }

  /** An edge as Pedigree wrote it. */
  private ArtifactId edge(ArtifactId child, Place property) {
    Place edge = JsonTree.parse(property.need().getBytes(StandardCharsets.UTF_8), property.path());
    Target parent = target(edge.at("parent"));
    String type = edge.at("type").need();
    if (context.types().edgeType(type).isEmpty()) {
      throw edge.at("type").unexpected("an edge type of the schema");
    }
    recording.edge(
        property.path(),
        type,
        child,
        parent.id(),
        edge.at("weight").number(),
        recording.mutations(edge.at("mutations")),
        edge.at("attributes").values());
    return parent.id();
  }
}
