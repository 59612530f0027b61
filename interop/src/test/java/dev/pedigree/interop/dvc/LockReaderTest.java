package dev.pedigree.interop.dvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockReaderTest {
  private static final String LOCK =
      """
      schema: '2.0'
      stages:
        prepare:
          cmd: python src/prepare.py data/raw.csv
          deps:
          - {path: data/raw.csv, hash: md5, md5: aa11, size: 120}
          - {path: src/prepare.py, hash: md5, md5: bb22, size: 30}
          params:
            params.yaml: {prepare.seed: 7}
          outs:
          - {path: data/clean, hash: md5, md5: cc33.dir, size: 90, nfiles: 2}
        train:
          cmd: [python train.py, echo done]
          deps:
          - {path: data/clean, hash: md5, md5: cc33.dir, size: 90, nfiles: 2}
          outs:
          - {path: model.bin, hash: md5, md5: dd44, size: 10}
      """;

  private final Heard heard = new Heard();

  private Heard read(String lock) {
    return heard.read(new LockReader(), "dvc.lock", lock);
  }

  @Test
  void joinsOutputsToWhatTheyAreMadeFrom() {
    read(LOCK);

    String prepare = "prepare@" + heard.artifact("prepare").version();
    String train = "train@" + heard.artifact("train").version();
    assertThat(heard.artifacts())
        .containsExactlyInAnyOrder(
            "DATASET data/clean@cc33.dir",
            "CODE " + prepare,
            "DATASET data/raw.csv@aa11",
            "CODE src/prepare.py@bb22",
            "DATASET model.bin@dd44",
            "CODE " + train);
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            "data/clean@cc33.dir BUILT_WITH " + prepare,
            "data/clean@cc33.dir DERIVED_FROM data/raw.csv@aa11",
            "data/clean@cc33.dir BUILT_WITH src/prepare.py@bb22",
            "model.bin@dd44 BUILT_WITH " + train,
            "model.bin@dd44 DERIVED_FROM data/clean@cc33.dir");
    assertThat(heard.artifact("data/raw.csv").unhashed()).isEqualTo(UnhashedReason.OTHER);
    assertThat(heard.attributes("data/clean"))
        .isEqualTo("{\"extra\":{\"nfiles\":2},\"location\":\"data/clean\",\"sizeBytes\":90}");
    assertThat(heard.attributes("prepare"))
        .isEqualTo(
            """
            {"entryPoint":"python src/prepare.py data/raw.csv",\
            "extra":{"params":{"params.yaml":{"prepare.seed":7}}}}""");
    assertThat(heard.attributes("train"))
        .isEqualTo("{\"entryPoint\":\"python train.py\\necho done\"}");
    assertThat(heard.refusals()).isEmpty();
  }

  @Test
  void isOtherCodeWithOtherParameters() {
    read(LOCK);
    Heard again = new Heard().read(new LockReader(), null, LOCK.replace("seed: 7", "seed: 8"));

    assertThat(again.artifact("prepare").digest()).isNotEqualTo(heard.artifact("prepare").digest());
    assertThat(again.artifact("train").digest()).isEqualTo(heard.artifact("train").digest());
  }

  @Test
  void readsTheFirstSchemaToo() {
    read(
        """
        build:
          cmd: make
          deps: [{path: in, md5: a}]
          outs: [{path: out, md5: b}]
        """);

    assertThat(heard.edges()).contains("out@b DERIVED_FROM in@a");
  }

  @Test
  void refusesAnOutputThatIsItsOwnInput() {
    read(
        """
        schema: '2.0'
        stages:
          loop:
            cmd: touch x
            deps: [{path: x, md5: a}]
            outs: [{path: x, md5: a}]
        """);

    assertThat(heard.edges()).noneMatch(edge -> edge.contains("DERIVED_FROM"));
    assertThat(heard.refusals())
        .containsExactly(
            "INVALID_EDGE stages.loop.deps[0]: parent: the artifact itself (expected: another)");
  }

  @Test
  void refusesAFileWithoutAPathAndKeepsTheRest() {
    read(
        """
        schema: '2.0'
        stages:
          a:
            cmd: one
            deps: [{md5: x}, {path: in, md5: y}]
            outs: [{path: out, md5: z}]
        """);

    assertThat(heard.edges()).contains("out@z DERIVED_FROM in@y");
    assertThat(heard.refusals()).singleElement().asString().contains("stages.a.deps[0].path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "schema: '3.0'\nstages: {}",
        "merge_method: linear\nmodels: []",
        "[]",
        "schema: '2.0'\nstages: [1]",
        "schema: '2.0'\nstages:\n  a: {cmd: x, outs: [{path"
      })
  void refusesWhatIsNoLock(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableDocumentException.class);
  }
}
