package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageEngine;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.lineage.Way;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Our engine, in this process. */
final class EngineContender implements Contender {
  private final LineageEngine engine;
  private final Dataset data;
  private final long revision;

  /** Asked as of {@code revision}. */
  EngineContender(LineageEngine engine, Dataset data, long revision) {
    this.engine = engine;
    this.data = data;
    this.revision = revision;
  }

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public boolean answers(Ask ask) {
    return true;
  }

  @Override
  public Reply ask(Question question, Ask ask) {
    return question.op().isWalk() ? walk(question, ask) : between(question);
  }

  private Reply walk(Question question, Ask ask) {
    Optional<Lineage> found = engine.walk(query(question), revision, Budget.UNLIMITED);
    int total = found.map(Lineage::total).orElse(0);
    return switch (ask) {
      case TOTAL -> () -> Answer.ofCount(total);
      case GROUPS -> {
        Map<String, Integer> kinds = groups(found, Grouping.KIND);
        Map<String, Integer> stages = groups(found, Grouping.STAGE);
        yield () -> Answer.ofGroups(total, kinds, stages);
      }
      case IDS, PAGE -> {
        List<ArtifactId> ids = found.map(lineage -> lineage.ids(0, Ask.PAGE_IDS)).orElse(List.of());
        yield () -> Answer.ofIds(ids);
      }
      case ANSWER -> throw new IllegalArgumentException(ask.words());
    };
  }

  private static Map<String, Integer> groups(Optional<Lineage> found, Grouping grouping) {
    return found.map(lineage -> lineage.groups(grouping)).orElse(Map.of());
  }

  private LineageQuery query(Question question) {
    Set<String> edgeTypes = question.edgeTypes();
    String kind = question.kind();
    return new LineageQuery(
        data.id(question.start()),
        question.op() == Question.Op.ANCESTORS ? Direction.ANCESTORS : Direction.DESCENDANTS,
        edgeTypes == null
            ? Steps.ALL
            : new Steps(edgeTypes, null, null, Integer.MAX_VALUE, ArtifactFilter.ALL),
        kind == null ? ArtifactFilter.ALL : ArtifactFilter.ofKinds(Set.of(kind)));
  }

  private Reply between(Question question) {
    ArtifactId start = data.id(question.start());
    ArtifactId target = data.id(question.target());
    return switch (question.op()) {
      case REACH -> {
        Optional<Boolean> reached =
            engine.descends(start, target, Steps.ALL, revision, Budget.UNLIMITED);
        yield () -> Answer.ofTruth(reached.orElse(false));
      }
      case PATH -> {
        Optional<Way> way = engine.way(start, target, Steps.ALL, revision, Budget.UNLIMITED);
        yield () -> Answer.ofCount(way.map(Way::lengthEdges).orElse(0));
      }
      case COMMON -> common(List.of(start, target));
      case DESCENDANTS, ANCESTORS -> throw new IllegalArgumentException(question.group());
    };
  }

  private Reply common(List<ArtifactId> of) {
    List<CommonAncestor> common =
        engine.commonAncestors(
            of, false, Steps.ALL, ArtifactFilter.ALL, revision, Budget.UNLIMITED);
    return () -> Answer.ofIds(common.stream().map(CommonAncestor::artifact).toList());
  }
}
