package dev.pedigree.gateway.input;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import graphql.execution.OneOfNullValueException;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An input object and where it stands. */
public record InputNode(String path, Map<?, ?> members) {
  /** The whole input of a mutation. */
  public static InputNode input(DataFetchingEnvironment env) {
    return new InputNode("input", Objects.requireNonNull(env.<Map<String, ?>>getArgument("input")));
  }

  public @Nullable Object get(String name) {
    return members.get(name);
  }

  /** Null: not given. */
  public @Nullable String text(String name) {
    Object value = get(name);
    return value == null ? null : value.toString();
  }

  public String need(String name) {
    String text = text(name);
    if (text == null) {
      throw RefusedException.invalid(path + "." + name, "null", "a value");
    }
    return text;
  }

  public int integer(String name) {
    return get(name) instanceof Integer number ? number : 0;
  }

  public @Nullable Double number(String name) {
    return get(name) instanceof Number number ? number.doubleValue() : null;
  }

  public <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
    String text = text(name);
    return text == null ? null : Enum.valueOf(type, text);
  }

  public List<String> texts(String name) {
    return get(name) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  public InputNode child(String name) {
    String at = path + "." + name;
    if (get(name) instanceof Map<?, ?> child) {
      return new InputNode(at, child);
    }
    // The engine refuses this everywhere but in a variable's default value.
    throw new OneOfNullValueException(at + " is null");
  }

  /** The name of the one member of a {@code @oneOf} input. */
  public String onlyKey() {
    return members.keySet().iterator().next().toString();
  }

  public <T> List<T> each(String name, Function<InputNode, T> read) {
    List<T> values = new ArrayList<>();
    if (get(name) instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        values.add(
            read.apply(new InputNode(path + "." + name + "[" + i + "]", (Map<?, ?>) list.get(i))));
      }
    }
    return values;
  }

  /** The members with these names that are given, as JSON values. */
  public Map<String, @Nullable Object> own(List<String> names) {
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
      case List<?> list -> list.stream().map(InputNode::json).toList();
      case String _, Number _, Boolean _, Map<?, ?> _ -> value;
      default -> value.toString();
    };
  }

  /**
   * A JSON object; empty if it is not given.
   *
   * @throws RefusedException if it is another JSON value
   */
  public Map<String, @Nullable Object> object(String name) {
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
