package dev.pedigree.graph.topology;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/** Numbers for names: those declared in their order, then others as they come. */
final class NameNumbers {
  private final List<String> names;
  private final Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
  private final int declared;

  NameNumbers(List<String> declared) {
    this.names = new ArrayList<>(declared);
    this.declared = declared.size();
    for (int i = 0; i < this.declared; i++) {
      numbers.put(names.get(i), i);
    }
  }

  int number(String name) {
    return numbers.computeIfAbsent(
        name,
        _ -> {
          names.add(name);
          return names.size() - 1;
        });
  }

  String name(int number) {
    return names.get(number);
  }

  List<String> undeclared() {
    return List.copyOf(names.subList(declared, names.size()));
  }
}
