package dev.pedigree.gateway.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a gateway tells in Prometheus' text format: the series by their names. */
record Scrape(Map<String, List<Series>> series) {
  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  record Series(Map<String, String> labels, double value) {}

  static Scrape of(String text) {
    Map<String, List<Series>> series = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line ->
                series
                    .computeIfAbsent(line.group(1), _ -> new ArrayList<>())
                    .add(new Series(parsed(line.group(2)), Double.parseDouble(value(line)))));
    return new Scrape(series);
  }

  private static String value(Matcher line) {
    return line.group(3).replace("+Inf", "Infinity");
  }

  private static Map<String, String> parsed(String text) {
    return text == null
        ? Map.of()
        : LABEL
            .matcher(text)
            .results()
            .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
  }

  /** The labels that series of that name have. */
  Set<String> labels(String name) {
    return series.getOrDefault(name, List.of()).stream()
        .flatMap(it -> it.labels().keySet().stream())
        .collect(Collectors.toSet());
  }

  /** The values of the series that have all of {@code labels}. */
  List<Double> values(String name, Map<String, String> labels) {
    return series.getOrDefault(name, List.of()).stream()
        .filter(it -> it.labels().entrySet().containsAll(labels.entrySet()))
        .map(Series::value)
        .toList();
  }
}
