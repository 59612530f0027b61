package dev.pedigree.bench.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.bench.lineage.Question.Op;
import dev.pedigree.graph.lineage.TopologyLineage;
import dev.pedigree.schema.PedigreeSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineageBenchTest {
  private static final PedigreeSchema SCHEMA = PedigreeSchema.load();

  @Test
  void agreesWithTheOracleAboutEveryQuestion() throws Exception {
    Source source = Source.of("10k", SCHEMA.typeSystem());
    History history = History.asGiven(SCHEMA, source.data());
    FlatReference reference = new FlatReference(FlatGraph.at(history, history.end()));

    for (Asked asked : source.asked()) {
      Ask ask = asked.question().op().isWalk() ? Ask.IDS : Ask.ANSWER;
      assertThat(reference.answer(asked.question(), ask))
          .as("%s", asked.question())
          .isEqualTo(asked.whole());
    }
  }

  @Test
  void readsAGraphWithItsQuestionsFromAFolder(@TempDir Path folder) throws Exception {
    write(folder);

    Source source = Source.of(folder.toString(), SCHEMA.typeSystem());

    assertThat(source.data().edgeTypeName(0)).isEqualTo("TRAINED_ON");
    assertThat(source.asked())
        .containsExactly(
            new Asked(
                new Question("filtered", "up", Op.ANCESTORS, 1, 1, Set.of("TRAINED_ON"), "CORPUS"),
                new Answer(1, 0xaaaaaaaaaaaaaaaaL)),
            new Asked(new Question("reach", "true", Op.REACH, 1, 0, null, null), new Answer(1, 0)));
  }

  @Test
  void saysWhatAScaleCanBe() {
    assertThatThrownBy(() -> Source.of("2m", SCHEMA.typeSystem()))
        .hasMessage("scale: 2m (expected: 10k, 100k, 1m or a folder)");
  }

  @Test
  void leavesOutWhatComesLater(@TempDir Path folder) throws Exception {
    write(folder);
    Source source = Source.of(folder.toString(), SCHEMA.typeSystem());
    History history = History.asGiven(SCHEMA, source.data());
    Question up = source.asked().getFirst().question();

    assertThat(at(history, 4).answer(up, Ask.TOTAL)).isEqualTo(Answer.ofCount(1));
    assertThat(at(history, 3).answer(up, Ask.TOTAL)).isEqualTo(Answer.ofCount(0));
    assertThat(at(history, 2).answer(up, Ask.TOTAL)).isEqualTo(Answer.ofCount(0));
  }

  @Test
  void wearsAGraphWithEverythingThatTheGivenOneLacks() throws Exception {
    Source source = Source.of("10k", SCHEMA.typeSystem());
    int given = source.data().edges();

    History history = History.worn(SCHEMA, source.data(), 7);

    Map<History.What, Integer> counts = new EnumMap<>(History.What.class);
    Set<Integer> recorded = new HashSet<>();
    for (long revision = 2; revision <= history.end(); revision++) {
      History.What what = history.what(revision);
      counts.merge(what, 1, Integer::sum);
      if (what == History.What.EDGE) {
        recorded.add(history.which(revision));
      } else if (what == History.What.EDGE_RETRACTED) {
        assertThat(recorded).contains(history.which(revision));
      }
    }
    assertThat(counts.get(History.What.ARTIFACT)).isEqualTo(10_000);
    assertThat(counts.get(History.What.EDGE)).isBetween(given + given / 50, given + given / 15);
    assertThat(counts.get(History.What.EDGE_RETRACTED)).isBetween(given / 150, given / 70);
    assertThat(counts.get(History.What.PRODUCTION)).isBetween(400, 600);
    assertThat(counts.get(History.What.STAGING)).isBetween(850, 1_150);
    assertThat(counts.get(History.What.CHECK)).isBetween(850, 1_150);
  }

  @Test
  void noticesAWrongAnswer(@TempDir Path folder) throws Exception {
    write(folder);
    Source source = Source.of(folder.toString(), SCHEMA.typeSystem());
    History history = History.asGiven(SCHEMA, source.data());
    TopologyLoad load = TopologyLoad.of(history, folder.resolve("snapshots"));
    Contender engine =
        new EngineContender(
            new TopologyLineage(load.topology(), SCHEMA.typeSystem(), Clock.systemUTC()),
            source.data(),
            history.end());
    Question up = source.asked().getFirst().question();
    Row right = new Row("g", "b", Ask.TOTAL, List.of(new Row.Case(up, Answer.ofCount(1))));
    Row wrong = new Row("g", "b", Ask.TOTAL, List.of(new Row.Case(up, Answer.ofCount(2))));

    Race race = new Race(List.of(engine), 1);

    assertThat(race.run(right))
        .hasEntrySatisfying(
            "engine",
            measured -> {
              assertThat(measured.answered()).isOne();
              assertThat(measured.wrong()).isZero();
            });
    assertThat(race.run(wrong))
        .hasEntrySatisfying("engine", measured -> assertThat(measured.wrong()).isOne());
    load.topology().close();
  }

  private static FlatReference at(History history, long revision) {
    return new FlatReference(FlatGraph.at(history, revision));
  }

  /** A model that was trained on a corpus. */
  private static void write(Path folder) throws Exception {
    String corpus = "a".repeat(64);
    String model = "b".repeat(64);
    Files.writeString(
        folder.resolve("nodes.ndjson"),
        """
        {"id":"%s","kind":"corpus","name":"c","version":"v1","createdAt":"2022-01-01T00:00:00Z"}
        {"id":"%s","kind":"model","name":"m","version":"v1","createdAt":"2022-01-02T00:00:00Z"}
        """
            .formatted(corpus, model));
    Files.writeString(
        folder.resolve("edges.ndjson"),
        """
        {"child":"%s","type":"trained-on","parent":"%s","weight":0.5}
        """
            .formatted(model, corpus));
    Files.writeString(
        folder.resolve("queries.ndjson"),
        """
        {"n":1,"class":"filtered","bucket":"up","op":"ancestors","id":"%2$s","types":"trained-on","kind":"corpus","count":1,"checksum":"aaaaaaaaaaaaaaaa","edges":1}
        {"n":2,"class":"reach","bucket":"true","id":"%2$s","to":"%1$s","count":1,"checksum":"0000000000000000","edges":0}
        """
            .formatted(corpus, model));
  }
}
