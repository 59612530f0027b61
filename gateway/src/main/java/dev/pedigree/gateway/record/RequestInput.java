package dev.pedigree.gateway.record;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;
import graphql.execution.OneOfNullValueException;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@code RecordInput} as a request, whichever kinds and mutations the schema in force declares.
 * GraphQL has checked the form of everything but JSON.
 */
final class RequestInput {
  private final TypeSystem types;

  RequestInput(TypeSystem types) {
    this.types = types;
  }

  /** The request that an input means. */
  RecordRequest request(Node node) {
    return new RecordRequest(
        node.text("requestId"),
        node.each("artifacts", this::artifact),
        node.each("edges", this::edge),
        node.each("checks", RequestInput::check));
  }

  private RecordRequest.Artifact artifact(Node oneOf) {
    String field = oneOf.onlyKey();
    Kind kind = types.kindOfInputField(field).orElseThrow();
    Node node = oneOf.child(field);
    return new RecordRequest.Artifact(
        node.path(),
        node.path(),
        kind.name(),
        node.text("digest"),
        node.word("unhashed", UnhashedReason.class),
        node.need("namespace"),
        node.need("name"),
        node.text("version"),
        node.get("createdAt") instanceof DateTime at ? at.instant() : null,
        node.text("description"),
        node.word("provenance", Provenance.class),
        node.texts("owners"),
        node.each("labels", RequestInput::label),
        node.own(kind.fields().stream().map(it -> it.name()).toList()),
        node.each("checks", RequestInput::inlineCheck),
        node.each("parents", this::parent));
  }

  private RecordRequest.Parent parent(Node node) {
    return new RecordRequest.Parent(
        node.path(),
        node.need("type"),
        node.text("id"),
        node.get("name") == null ? null : name(node.child("name")),
        node.number("weight"),
        node.each("mutations", this::mutation),
        node.object("attributes"));
  }

  private static RecordRequest.Name name(Node node) {
    return new RecordRequest.Name(node.need("namespace"), node.need("name"), node.text("version"));
  }

  private RecordRequest.Edge edge(Node node) {
    return new RecordRequest.Edge(
        node.path(),
        node.need("type"),
        node.need("child"),
        node.need("parent"),
        node.number("weight"),
        node.each("mutations", this::mutation),
        node.object("attributes"));
  }

  private RecordRequest.Mutation mutation(Node oneOf) {
    String field = oneOf.onlyKey();
    MutationType type = types.mutationTypeOfInputField(field).orElseThrow();
    Node node = oneOf.child(field);
    return new RecordRequest.Mutation(
        node.path(),
        node.path(),
        type.name(),
        node.text("description"),
        node.own(type.fields().stream().map(it -> it.name()).toList()));
  }

  private static RecordRequest.Check check(Node node) {
    return new RecordRequest.Check(
        node.path(),
        node.need("artifact"),
        node.need("name"),
        node.integer("version"),
        CheckOutcome.valueOf(node.need("outcome")),
        node.text("evidence"));
  }

  private static RecordRequest.InlineCheck inlineCheck(Node node) {
    return new RecordRequest.InlineCheck(
        node.path(),
        node.need("name"),
        node.integer("version"),
        CheckOutcome.valueOf(node.need("outcome")),
        node.text("evidence"));
  }

  static Label label(Node node) {
    return new Label(node.need("key"), node.need("value"));
  }

  /** An input object and where it stands. */
  record Node(String path, Map<?, ?> members) {
    /** The whole input of a mutation. */
    static Node input(DataFetchingEnvironment env) {
      return new Node("input", Objects.requireNonNull(env.<Map<String, ?>>getArgument("input")));
    }

    @Nullable Object get(String name) {
      return members.get(name);
    }

    /** Null: not given. */
    @Nullable String text(String name) {
      Object value = get(name);
      return value == null ? null : value.toString();
    }

    String need(String name) {
      String text = text(name);
      if (text == null) {
        throw RefusedException.invalid(path + "." + name, "null", "a value");
      }
      return text;
    }

    int integer(String name) {
      return get(name) instanceof Integer number ? number : 0;
    }

    @Nullable Double number(String name) {
      return get(name) instanceof Number number ? number.doubleValue() : null;
    }

    <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
      String text = text(name);
      return text == null ? null : Enum.valueOf(type, text);
    }

    List<String> texts(String name) {
      return get(name) instanceof List<?> list
          ? list.stream().map(Object::toString).toList()
          : List.of();
    }

    Node child(String name) {
      String at = path + "." + name;
      if (get(name) instanceof Map<?, ?> child) {
        return new Node(at, child);
      }
      // The engine refuses this everywhere but in a variable's default value.
      throw new OneOfNullValueException(at + " is null");
    }

    /** The name of the one member of a {@code @oneOf} input. */
    String onlyKey() {
      return members.keySet().iterator().next().toString();
    }

    <T> List<T> each(String name, Function<Node, T> read) {
      List<T> values = new ArrayList<>();
      if (get(name) instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          values.add(
              read.apply(new Node(path + "." + name + "[" + i + "]", (Map<?, ?>) list.get(i))));
        }
      }
      return values;
    }

    /** The members with these names that are given, as JSON values. */
    Map<String, @Nullable Object> own(List<String> names) {
      Map<String, @Nullable Object> own = new LinkedHashMap<>();
      for (String name : names) {
        Object value = get(name);
        if (value != null) {
          own.put(name, json(value));
        }
      }
      return own;
    }

    private static Object json(Object value) {
      return switch (value) {
        case List<?> list -> list.stream().map(Node::json).toList();
        case String _, Number _, Boolean _, Map<?, ?> _ -> value;
        default -> value.toString();
      };
    }

    /**
     * A JSON object; empty if it is not given.
     *
     * @throws RefusedException if it is another JSON value
     */
    Map<String, @Nullable Object> object(String name) {
      Object value = get(name);
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> map) {
        map.forEach((key, member) -> object.put(key.toString(), member));
      } else if (value != null) {
        throw RefusedException.invalid(path + "." + name, Shown.value(value), "a JSON object");
      }
      return object;
    }
  }
}
