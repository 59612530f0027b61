package dev.pedigree.interop.reading;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded together, as a reader finds it. What nobody could record (an edge to
 * itself, a type that does not join) is refused by itself, so that the rest stands.
 */
public final class Recording {
  private final ReadingContext context;
  private final Statements out;
  private final Map<ArtifactId, ArtifactDraft> drafts = new LinkedHashMap<>();
  private final Map<ArtifactName, ArtifactId> named = new LinkedHashMap<>();
  private final Map<ArtifactId, Set<String>> kinds = new LinkedHashMap<>();
  private final Map<String, RecordRequest.Edge> edges = new LinkedHashMap<>();
  private final List<RecordRequest.Check> checks = new ArrayList<>();

  /** Of nothing yet. */
  public Recording(ReadingContext context, Statements out) {
    this.context = context;
    this.out = out;
  }

  /** A name in the namespace that the document is read into. */
  public ArtifactName name(String name, @Nullable String version) {
    return new ArtifactName(context.namespace(), name, version);
  }

  /** An artifact that the document describes; to be handed to {@link #add} when it is. */
  public ArtifactDraft artifact(String path, String kind, ArtifactName name) {
    return new ArtifactDraft(context, out, path, kind, name);
  }

  /** To be recorded; of several with one id the first. */
  public ArtifactId add(ArtifactDraft draft) {
    ArtifactId id = draft.id();
    drafts.putIfAbsent(id, draft);
    named.putIfAbsent(draft.name(), id);
    Set<String> all = kinds.computeIfAbsent(id, _ -> new LinkedHashSet<>());
    all.add(draft.kind());
    out.known(id).ifPresent(known -> all.addAll(known.kinds()));
    return id;
  }

  /**
   * Something that the document names and does not describe: what is recorded under the name, or
   * else a placeholder of that kind without a digest.
   */
  public ArtifactId mention(String path, String kind, ArtifactName name) {
    ArtifactId own = named.get(name);
    if (own != null) {
      return own;
    }
    Optional<Standing.Known> known = out.named(name);
    known.ifPresent(it -> suppose(it.id(), it.kinds()));
    return known.isPresent() ? known.get().id() : add(artifact(path, kind, name));
  }

  /** The kinds of something that was added or named. */
  public Set<String> kinds(ArtifactId id) {
    return kinds.getOrDefault(id, Set.of());
  }

  /** Something of that id is of these kinds, as was found out before. */
  public void suppose(ArtifactId id, Set<String> known) {
    kinds.computeIfAbsent(id, _ -> new LinkedHashSet<>()).addAll(known);
  }

  /** Whether an edge of that type may lead from the one to the other. */
  public boolean joins(String type, ArtifactId child, ArtifactId parent) {
    EdgeType edgeType = context.types().edgeType(type).orElseThrow();
    return edgeType.joins(declared(child), declared(parent));
  }

  private Set<Kind> declared(ArtifactId id) {
    Set<Kind> declared = new LinkedHashSet<>();
    kinds(id).forEach(kind -> context.types().kind(kind).ifPresent(declared::add));
    return declared;
  }

  /** An edge without weight and mutations. */
  public void edge(
      String path,
      String type,
      ArtifactId child,
      ArtifactId parent,
      Map<String, @Nullable Object> attributes) {
    edge(path, type, child, parent, null, List.of(), attributes);
  }

  /** An edge; of several of one type between two artifacts the first. */
  public void edge(
      String path,
      String type,
      ArtifactId child,
      ArtifactId parent,
      @Nullable Double weight,
      List<RecordRequest.Mutation> mutations,
      Map<String, @Nullable Object> attributes) {
    if (child.equals(parent)) {
      refuse(ErrorCode.INVALID_EDGE, "parent: the artifact itself (expected: another)", path);
    } else if (!joins(type, child, parent)) {
      refuse(
          ErrorCode.INVALID_EDGE,
          type
              + " from "
              + kinds(child)
              + " to "
              + kinds(parent)
              + " (expected: kinds that it joins)",
          path);
    } else {
      RecordRequest.Edge edge =
          new RecordRequest.Edge(
              path, type, child.toString(), parent.toString(), weight, mutations, attributes);
      RecordRequest.Edge before = edges.putIfAbsent(type + ' ' + child + ' ' + parent, edge);
      if (before != null && !before.equals(edge)) {
        out.lost(
            path, "a second edge of type " + type + " to the same parent; see " + before.path());
      }
    }
  }

  /** The result of a check, of version 1 of the checker, of something that is added or recorded. */
  public void check(
      String path, ArtifactId artifact, String name, CheckOutcome outcome, String evidence) {
    checks.add(new RecordRequest.Check(path, artifact.toString(), name, 1, outcome, evidence));
  }

  /** A mutation with the fields that its kind declares; others are told as lost. */
  public Optional<RecordRequest.Mutation> mutation(
      String path,
      String kind,
      @Nullable String description,
      Map<String, ? extends @Nullable Object> fields) {
    var type = context.types().mutationType(kind).orElseThrow();
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    var problems = context.types().attributes().check(type, given);
    for (var problem : problems) {
      out.lost(path, kind + ": " + problem.message());
    }
    return problems.isEmpty()
        ? Optional.of(new RecordRequest.Mutation(path, path, kind, description, given))
        : Optional.empty();
  }

  /**
   * Mutations as Pedigree writes them into the documents of others: a list of objects with kind,
   * description and fields.
   */
  public List<RecordRequest.Mutation> mutations(Place list) {
    List<RecordRequest.Mutation> mutations = new ArrayList<>();
    for (Place mutation : list.elements()) {
      String kind = mutation.at("kind").need();
      if (context.types().mutationType(kind).isEmpty()) {
        throw mutation.at("kind").unexpected("a mutation of the schema");
      }
      mutation(
              mutation.path(),
              kind,
              mutation.at("description").text(),
              mutation.at("fields").values())
          .ifPresent(mutations::add);
    }
    return mutations;
  }

  /** Refuses one thing. */
  public void refuse(ErrorCode code, String message, String path) {
    out.refused(new Refusal(code, message, path));
  }

  /** Reads a part of a document; if it is malformed, it is refused and the rest stands. */
  public void attempt(Runnable part) {
    try {
      part.run();
    } catch (UnreadableDocumentException e) {
      out.refused(new Refusal(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()), e.path()));
    }
  }

  /** Has all of it recorded, and begins anew. */
  public void submit() {
    if (!drafts.isEmpty() || !edges.isEmpty() || !checks.isEmpty()) {
      out.record(
          new RecordRequest(
              null,
              drafts.values().stream().map(ArtifactDraft::toArtifact).toList(),
              new ArrayList<>(edges.values()),
              List.copyOf(checks)));
    }
    drafts.clear();
    named.clear();
    kinds.clear();
    edges.clear();
    checks.clear();
  }
}
