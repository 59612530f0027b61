package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.scalar.Json;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the live artifacts, edges, checks and stages of a snapshot as lines: first all artifacts
 * in the order of the journal, then their edges, checks and stages in the same order. An edge may
 * lead to an artifact that was recorded later than its child, so edges cannot come with their
 * artifacts.
 *
 * <p>What lines cannot say is left out: quarantines, and what was retracted or revoked.
 */
final class Export {
  private static final int BATCH = 500;

  private final Snapshot snapshot;
  private final TypeSystem types;
  private final JsonGenerator out;

  Export(Snapshot snapshot, TypeSystem types, JsonGenerator out) {
    this.snapshot = snapshot;
    this.types = types;
    this.out = out;
  }

  /**
   * Writes everything.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the store does not answer; what is
   *     written until then is valid, but not all
   */
  void run() {
    each(this::artifact);
    each(this::relations);
  }

  private void each(Consumer<ArtifactState> write) {
    List<ArtifactId> batch = new ArrayList<>(BATCH);
    for (ArtifactId id : snapshot.artifactIds()) {
      batch.add(id);
      if (batch.size() == BATCH) {
        each(batch, write);
        batch.clear();
      }
    }
    each(batch, write);
  }

  private void each(List<ArtifactId> batch, Consumer<ArtifactState> write) {
    if (batch.isEmpty()) {
      return;
    }
    Map<ArtifactId, ArtifactState> states = snapshot.artifacts(batch);
    for (ArtifactId id : batch) {
      ArtifactState state = states.get(id);
      if (state != null && state.retraction() == null) {
        write.accept(state);
      }
    }
  }

  /** A line for each further name and kind: together they make the node what it is. */
  private void artifact(ArtifactState state) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>(Json.object(state.attributes()));
    int lines = Math.max(state.names().size(), state.kinds().size());
    for (int i = 0; i < lines; i++) {
      String kind = state.kinds().get(Math.min(i, state.kinds().size() - 1));
      ArtifactName name = state.names().get(Math.min(i, state.names().size() - 1));
      line(state, kind, name, ofKind(kind, attributes), i == 0);
    }
  }

  /** Takes out of {@code attributes} what {@code kind} declares. */
  private Map<String, @Nullable Object> ofKind(
      String kind, Map<String, @Nullable Object> attributes) {
    Set<String> declared = new HashSet<>();
    types.kind(kind).map(Kind::fields).orElse(List.of()).stream()
        .map(Field::name)
        .forEach(declared::add);
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) -> {
          if (declared.contains(name)) {
            own.put(name, value);
          }
        });
    attributes.keySet().removeAll(declared);
    return own;
  }

  private void line(
      ArtifactState state,
      String kind,
      ArtifactName name,
      Map<String, @Nullable Object> attributes,
      boolean first) {
    begin("artifact");
    out.writeStringProperty("kind", kind);
    text("digest", state.digest());
    text("unhashed", state.unhashed());
    out.writeStringProperty("namespace", name.namespace());
    out.writeStringProperty("name", name.name());
    text("version", name.version());
    if (first) {
      text("createdAt", state.createdAt());
      text("description", state.description());
      text("provenance", state.provenance());
      list("owners", state.owners(), out::writeString);
      list("labels", state.labels(), label -> pair("key", label.key(), "value", label.value()));
    }
    object("attributes", attributes);
    end();
  }

  private void relations(ArtifactState state) {
    for (EdgeId id : snapshot.parents(state.id(), null, 0, Integer.MAX_VALUE).ids()) {
      EdgeState edge = state.parents().get(id);
      if (edge != null && snapshot.contains(edge.parent())) {
        edge(edge);
      }
    }
    for (ArtifactState.Check check : state.checks()) {
      if (check.revoked() == null) {
        check(state, check);
      }
    }
    if (state.stage() != Stage.DRAFT) {
      stage(state);
    }
  }

  private void edge(EdgeState edge) {
    begin("edge");
    out.writeStringProperty("type", edge.type());
    text("child", edge.child());
    text("parent", edge.parent());
    Double weight = edge.weight();
    if (weight != null) {
      out.writeNumberProperty("weight", weight);
    }
    list("mutations", edge.mutations(), this::mutation);
    object("attributes", Json.object(edge.attributes()));
    end();
  }

  private void mutation(EdgeMutation mutation) {
    out.writeStartObject();
    out.writeStringProperty("kind", mutation.kind());
    text("description", mutation.description());
    object("attributes", Json.object(mutation.fields()));
    out.writeEndObject();
  }

  private void check(ArtifactState state, ArtifactState.Check check) {
    begin("check");
    text("artifact", state.id());
    out.writeStringProperty("name", check.name());
    out.writeNumberProperty("version", check.version());
    text("outcome", check.outcome());
    text("evidence", check.evidence());
    end();
  }

  private void stage(ArtifactState state) {
    begin("stage");
    text("artifact", state.id());
    text("stage", state.stage());
    end();
  }

  private void begin(String what) {
    out.writeStartObject();
    out.writeName(what);
    out.writeStartObject();
  }

  private void end() {
    out.writeEndObject();
    out.writeEndObject();
    out.writeRaw('\n');
  }

  private void text(String name, @Nullable Object value) {
    if (value != null) {
      out.writeStringProperty(name, value.toString());
    }
  }

  private void pair(String name1, String value1, String name2, String value2) {
    out.writeStartObject();
    out.writeStringProperty(name1, value1);
    out.writeStringProperty(name2, value2);
    out.writeEndObject();
  }

  private <T> void list(String name, List<T> elements, Consumer<T> write) {
    if (!elements.isEmpty()) {
      out.writeName(name);
      out.writeStartArray();
      elements.forEach(write);
      out.writeEndArray();
    }
  }

  private void object(String name, Map<String, @Nullable Object> members) {
    if (!members.isEmpty()) {
      out.writeName(name);
      value(members);
    }
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Boolean bool -> out.writeBoolean(bool);
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach(
            (key, member) -> {
              out.writeName(key.toString());
              value(member);
            });
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        list.forEach(this::value);
        out.writeEndArray();
      }
      default -> out.writeNumber(value.toString());
    }
  }
}
