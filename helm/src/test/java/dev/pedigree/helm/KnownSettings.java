package dev.pedigree.helm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that a program reads: its own, from its records, and those of Spring, which lists
 * them.
 */
final class KnownSettings {
  private static final String LISTED = "META-INF/spring-configuration-metadata.json";

  private KnownSettings() {}

  /** Names such as {@code pedigree.limits.page}. */
  static Set<String> of(String packageName) {
    Set<String> names = new HashSet<>(ofSpring());
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    for (var found : scanner.findCandidateComponents(packageName)) {
      Class<?> type = type(String.valueOf(found.getBeanClassName()));
      add(type.getAnnotation(ConfigurationProperties.class).value(), type, names);
    }
    return names;
  }

  /** Names as they are written in an environment. */
  static Set<String> variables(Set<String> names) {
    return names.stream().map(KnownSettings::variable).collect(Collectors.toSet());
  }

  static String variable(String name) {
    return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(String prefix, Class<?> type, Set<String> names) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name =
          prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (component.getType().isRecord()
          && component.getType().getPackageName().startsWith("dev.pedigree")
          && !component.getType().getSimpleName().equals("Secret")) {
        add(name, component.getType(), names);
      } else {
        names.add(name);
      }
    }
  }

  private static Set<String> ofSpring() {
    Set<String> names = new HashSet<>();
    try {
      for (URL list : Collections.list(KnownSettings.class.getClassLoader().getResources(LISTED))) {
        try (InputStream in = list.openStream()) {
          for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
            names.add(property.path("name").asString());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
