package dev.pedigree.gateway.journal;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts in words. */
final class Summary {
  private static final int ID_SHOWN = "sha256:".length() + 12;
  private static final int TEXT_SHOWN = 120;

  private Summary() {}

  /** The fact in one line. */
  static String of(Fact fact) {
    return switch (fact) {
      case Fact.ArtifactRecorded f -> f.kind() + " " + line(f.name().toString()) + " was recorded";
      case Fact.ArtifactExtended f ->
          id(f.artifact()) + " was recorded as " + f.kind() + " " + line(f.name().toString());
      case Fact.ArtifactAmended f -> id(f.artifact()) + ": " + amended(f) + because(f.reason());
      case Fact.ArtifactRetracted f -> id(f.artifact()) + " was retracted" + because(f.reason());
      case Fact.ArtifactQuarantined f ->
          id(f.artifact()) + " was quarantined" + because(f.reason());
      case Fact.ArtifactReleased f -> id(f.artifact()) + " was released" + because(f.reason());
      case Fact.StageChanged f -> id(f.artifact()) + " is now " + f.stage() + because(f.reason());
      case Fact.CheckRecorded f ->
          id(f.artifact()) + ": check " + line(f.name()) + " " + f.version() + " " + f.outcome();
      case Fact.CheckRevoked f ->
          "%s: check %s %d no longer counts%s"
              .formatted(id(f.artifact()), line(f.name()), f.version(), because(f.reason()));
      case Fact.EdgeRecorded f -> id(f.child()) + " " + f.type() + " " + id(f.parent());
      case Fact.EdgeRetracted f ->
          id(f.child())
              + " "
              + f.type()
              + " "
              + id(f.parent())
              + " was retracted"
              + because(f.reason());
      case Fact.ErasurePerformed f ->
          f.residues().size() + " changes were erased" + because(f.reason());
      case Fact.DocumentImported f ->
          "by " + line(f.format()) + " document " + id(f.document().toString());
      case Fact.SchemaPublished f -> "schema " + f.version() + " is in force";
      case Fact.PolicyPublished f ->
          "policy " + line(f.policy()) + " " + f.version() + " is in force";
      case Fact.PolicyRetired f ->
          "policy " + line(f.policy()) + " is in force no longer" + because(f.reason());
      case Fact.PolicyWaived f ->
          "%s: policy %s is waived until %s%s"
              .formatted(id(f.artifact()), line(f.policy()), f.until(), because(f.reason()));
      case Fact.PromotionJudged f ->
          "%s may %sgo to %s: %d violations"
              .formatted(
                  id(f.artifact()), f.allowed() ? "" : "not ", f.stage(), f.violationCount());
    };
  }

  private static String amended(Fact.ArtifactAmended fact) {
    List<String> parts = new ArrayList<>();
    fact.labels().forEach(label -> parts.add("label " + line(label.key()) + " set"));
    fact.removedLabels().forEach(key -> parts.add("label " + line(key) + " removed"));
    if (fact.owners() != null) {
      parts.add("owners changed");
    }
    if (fact.description() != null) {
      parts.add("description changed");
    }
    if (!fact.attributes().equals("{}")) {
      parts.add("attributes changed");
    }
    if (fact.provenance() != null) {
      parts.add("provenance is now " + fact.provenance());
    }
    return parts.stream().collect(Collectors.joining(", "));
  }

  private static String id(ArtifactId id) {
    return id(id.toString());
  }

  private static String id(String id) {
    return id.substring(0, ID_SHOWN) + "…";
  }

  private static String because(@Nullable String reason) {
    return reason == null ? "" : ": " + line(reason);
  }

  private static String line(String text) {
    String start = text.length() > TEXT_SHOWN ? text.substring(0, TEXT_SHOWN) + "…" : text;
    return start.replaceAll("\\p{Cntrl}+", " ");
  }
}
