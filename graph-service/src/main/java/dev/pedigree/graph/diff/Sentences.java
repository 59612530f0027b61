package dev.pedigree.graph.diff;

import static java.util.stream.Collectors.joining;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts differences in words. */
final class Sentences {
  private static final int TEXT_SHOWN = 120;

  private final Sight sight;
  private final TypeSystem types;

  /** What is known of an edge; null: nothing any more. */
  private final Function<Link, @Nullable EdgeState> contents;

  Sentences(Sight sight, TypeSystem types, Function<Link, @Nullable EdgeState> contents) {
    this.sight = sight;
    this.types = types;
    this.contents = contents;
  }

  String of(Difference it) {
    return switch (it.kind()) {
      case ADDED -> oneSided(it.head(), it.base(), it.headLink(), "only head");
      case REMOVED -> oneSided(it.base(), it.head(), it.baseLink(), "only base");
      case VERSION_CHANGED ->
          kind(it.head()) + " " + name(it.head()) + " instead of " + name(it.base()) + made(it);
      case WEIGHT_CHANGED -> weight(pairOf(it));
      case MUTATIONS_CHANGED -> mutations(it);
      case CHECKS_CHANGED -> checks(it);
      case STAGE_CHANGED ->
          "%s is %s, %s %s"
              .formatted(
                  name(it.head()),
                  sight.graph().stage(it.head()),
                  name(it.base()),
                  sight.graph().stage(it.base()));
    };
  }

  /** The other side has the artifact, too: then it is about the edge. */
  private String oneSided(int artifact, int other, @Nullable Link link, String who) {
    String what = kind(artifact) + " " + name(artifact);
    if (other == Difference.NONE) {
      return who + " descends from " + what + (link == null ? "" : ": " + step(link));
    }
    return who + " descends directly from " + what + ": " + step(Objects.requireNonNull(link));
  }

  /** An edge with what was done along it. */
  private String step(Link link) {
    String done = done(link);
    return "%s %s %s%s"
        .formatted(
            name(link.child()),
            type(link),
            name(link.parent()),
            done.isEmpty() ? "" : " by " + done);
  }

  private String made(Difference it) {
    Link link = it.headLink() != null ? it.headLink() : it.baseLink();
    return link == null ? "" : ": " + step(link);
  }

  private record Two(Link base, Link head) {}

  private static Two pairOf(Difference it) {
    return new Two(Objects.requireNonNull(it.baseLink()), Objects.requireNonNull(it.headLink()));
  }

  private String weight(Two links) {
    return "%s %s %s with weight %s instead of %s"
        .formatted(
            name(links.head.child()),
            type(links.head),
            name(links.head.parent()),
            weight(links.head),
            weight(links.base));
  }

  private String weight(Link link) {
    EdgeState edge = contents.apply(link);
    return edge == null || edge.weight() == null ? "not known" : edge.weight().toString();
  }

  private String mutations(Difference it) {
    if (it.baseLink() == null || it.headLink() == null) {
      return step(Objects.requireNonNull(it.headLink() != null ? it.headLink() : it.baseLink()));
    }
    Two links = pairOf(it);
    if (links.base.type() != links.head.type()) {
      return step(links.head) + " instead of " + step(links.base);
    }
    String now = done(links.head);
    String before = done(links.base);
    String step =
        "%s %s %s".formatted(name(links.head.child()), type(links.head), name(links.head.parent()));
    return now.equals(before)
        ? step + " with other particulars"
        : step + " by " + orNothing(now) + " instead of " + orNothing(before);
  }

  private static String orNothing(String done) {
    return done.isEmpty() ? "no mutation" : done;
  }

  /** Kinds of mutations, in the order in which they were applied. */
  private String done(Link link) {
    EdgeState edge = contents.apply(link);
    return edge == null
        ? ""
        : edge.mutations().stream().map(EdgeMutation::kind).collect(joining(", "));
  }

  private String checks(Difference it) {
    Map<String, Checks.Decided> base = Checks.of(it.base(), sight.graph());
    Map<String, Checks.Decided> head = Checks.of(it.head(), sight.graph());
    TreeSet<String> names = new TreeSet<>(base.keySet());
    names.addAll(head.keySet());
    List<String> changed = new ArrayList<>();
    for (String name : names) {
      Checks.Decided now = head.get(name);
      Checks.Decided before = base.get(name);
      if (!Objects.equals(now, before)) {
        changed.add(
            "%s %s instead of %s"
                .formatted(
                    line(name),
                    now == null ? "missing" : now,
                    before == null ? "missing" : before));
      }
    }
    return "checks of " + name(it.head()) + ": " + String.join("; ", changed);
  }

  private String type(Link link) {
    return types.edgeTypes().get(link.type()).name();
  }

  private String kind(int artifact) {
    return types.kinds().get(sight.graph().firstKind(artifact)).name();
  }

  private String name(int artifact) {
    ArtifactName name = sight.firstName(artifact);
    return line(name.toString());
  }

  private static String line(String text) {
    String start = text.length() > TEXT_SHOWN ? text.substring(0, TEXT_SHOWN) + "…" : text;
    return start.replaceAll("\\p{Cntrl}+", " ");
  }
}
