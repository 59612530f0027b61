package dev.pedigree.interop.prov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvReaderTest {
  private static final String EX = "https://example.org/";

  private final Heard heard = new Heard();

  private Heard read(String document) {
    return heard.read(new ProvReader(), "prov.json", document);
  }

  @Test
  void readsEntitiesAndDerivations() {
    String hash = "ab".repeat(32);
    read(
        """
        {"prefix":{"ex":"https://example.org/","sha256":"hash://sha256/","pedigree":"urn:pedigree:prov:"},
         "entity":{
           "ex:raw":{"prov:label":"Raw","prov:location":"s3://raw","ex:rows":{"$":"12","type":"xsd:int"}},
           "ex:clean":{},
           "sha256:%s":{"pedigree:kind":"MODEL","pedigree:name":"m","pedigree:version":"1",
             "pedigree:attributes":"{\\"license\\":\\"MIT\\"}"},
           "ex:next":{"prov:type":{"$":"ex:Table","type":"xsd:QName"}}},
         "agent":{"ex:ann":{"prov:label":"Ann"}},
         "wasAttributedTo":{"_:a":{"prov:entity":"ex:raw","prov:agent":"ex:ann"}},
         "wasDerivedFrom":{
           "_:1":{"prov:generatedEntity":"ex:clean","prov:usedEntity":"ex:raw"},
           "_:2":{"prov:generatedEntity":"sha256:%s","prov:usedEntity":"ex:clean",
             "pedigree:edgeType":"TRAINED_ON","pedigree:weight":0.5,"ex:note":"n"},
           "_:3":{"prov:generatedEntity":"ex:next","prov:usedEntity":"ex:clean","prov:type":"prov:Revision"}}}
        """
            .formatted(hash, hash));

    assertThat(heard.artifacts())
        .containsExactlyInAnyOrder(
            "DATASET " + EX + "raw",
            "DATASET " + EX + "clean",
            "MODEL m@1",
            "DATASET " + EX + "next");
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            EX + "clean DERIVED_FROM " + EX + "raw",
            "m@1 TRAINED_ON " + EX + "clean",
            EX + "next REVISED_FROM " + EX + "clean");
    assertThat(heard.artifact("m").digest()).isEqualTo("sha256:" + hash);
    assertThat(heard.attributes("m")).isEqualTo("{\"license\":\"MIT\"}");
    assertThat(heard.attributes(EX + "raw"))
        .isEqualTo("{\"extra\":{\"https://example.org/rows\":12},\"location\":\"s3://raw\"}");
    assertThat(heard.artifact(EX + "raw").owners()).containsExactly("Ann");
    assertThat(heard.artifact(EX + "raw").description()).isEqualTo("Raw");
    assertThat(heard.refusals()).isEmpty();
  }

  @Test
  void joinsWhatAnActivityUsedAndGenerated() {
    read(
        """
        {"prefix":{"ex":"https://example.org/"},
         "entity":{"ex:in":{},"ex:out":{},"ex:script":{"prov:type":"prov:Plan"},
           "ex:plan":{"prov:type":{"$":"prov:Plan","type":"prov:QUALIFIED_NAME"}}},
         "activity":{"ex:run":{"prov:startTime":"2020-01-01T00:00:00Z"}},
         "agent":{"ex:ann":{}},
         "used":{"_:u":{"prov:activity":"ex:run","prov:entity":"ex:in"}},
         "wasAssociatedWith":{"_:w":{"prov:activity":"ex:run","prov:agent":"ex:ann","prov:plan":"ex:plan"}},
         "wasGeneratedBy":{"_:g":{"prov:entity":"ex:out","prov:activity":"ex:run","prov:time":"1960-01-01T00:00:00Z"}}}
        """);

    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            EX + "out DERIVED_FROM " + EX + "in", EX + "out BUILT_WITH " + EX + "plan");
    assertThat(CanonicalJson.of(heard.edgeTo(EX + "in").attributes()))
        .isEqualTo(
            """
            {"activity":"https://example.org/run","relation":"used by the activity that generated it"}""");
    assertThat(heard.artifact(EX + "out").createdAt())
        .isEqualTo(Instant.parse("1960-01-01T00:00:00Z"));
  }

  @Test
  void takesWhatWasGeneratedAtATimeWithoutZone() {
    read(
        """
        {"entity":{"a":{},"b":{}},
         "used":{"_:u":{"prov:activity":"run","prov:entity":"a"}},
         "wasGeneratedBy":{"_:g":{"prov:entity":"b","prov:activity":"run","prov:time":"2001-10-26T21:32:52"}}}
        """);

    assertThat(heard.edges()).containsExactly("b DERIVED_FROM a");
    assertThat(heard.artifact("b").createdAt()).isNull();
    assertThat(heard.losses()).anyMatch(it -> it.contains("wasGeneratedBy._:g.prov:time"));
    assertThat(heard.refusals()).isEmpty();
  }

  @Test
  void prefersADerivationThatIsTold() {
    read(
        """
        {"entity":{"a":{},"b":{}},
         "used":{"_:u":{"prov:activity":"run","prov:entity":"a"}},
         "wasGeneratedBy":{"_:g":{"prov:entity":"b","prov:activity":"run"}},
         "wasDerivedFrom":{"_:d":{"prov:generatedEntity":"b","prov:usedEntity":"a","prov:activity":"run"}}}
        """);

    assertThat(heard.edgeTo("a").attributes()).isEqualTo(Map.of("activity", "run"));
  }

  @Test
  void readsBundlesWithWhatIsAroundThem() {
    read(
        """
        {"prefix":{"ex":"https://example.org/"},"entity":{"ex:a":{}},
         "bundle":{"ex:b1":{"prefix":{"in":"https://inner.org/"},"entity":{"in:b":{}},
           "wasDerivedFrom":{"_:1":{"prov:generatedEntity":"in:b","prov:usedEntity":"ex:a"}}}}}
        """);

    assertThat(heard.edges())
        .containsExactly("https://inner.org/b DERIVED_FROM https://example.org/a");
    assertThat(heard.edgeTo(EX + "a").attributes())
        .isEqualTo(Map.of("bundle", "https://example.org/b1"));
  }

  @Test
  void joinsEntitiesThatAreRecorded() {
    heard.knowing("MODEL", "m", "sha256:" + "cd".repeat(32));
    read(
        """
        {"prefix":{"h":"hash://sha256/"},"entity":{"x":{"prov:type":"prov:Plan"}},
         "wasDerivedFrom":{"_:1":{"prov:generatedEntity":"h:%s","prov:usedEntity":"x"}}}"""
            .formatted("cd".repeat(32)));

    assertThat(heard.edges()).containsExactly("m BUILT_WITH x");
  }

  @Test
  void refusesReferencesToNothingAndToItself() {
    read(
        """
        {"entity":{"a":{},"b":{}},
         "wasDerivedFrom":{
           "_:1":{"prov:generatedEntity":"a","prov:usedEntity":"gone"},
           "_:2":{"prov:generatedEntity":"nobody","prov:usedEntity":"a"},
           "_:3":{"prov:generatedEntity":"a","prov:usedEntity":"a"},
           "_:4":{"prov:usedEntity":"a"},
           "_:5":{"prov:generatedEntity":"b","prov:usedEntity":"a"}},
         "wasAttributedTo":{"_:6":{"prov:entity":"gone","prov:agent":"x"}}}
        """);

    assertThat(heard.edges()).containsExactly("b DERIVED_FROM a");
    assertThat(heard.refusals())
        .extracting(it -> it.substring(0, it.indexOf(": ")))
        .containsExactlyInAnyOrder(
            "UNKNOWN_PARENT wasDerivedFrom._:1",
            "UNKNOWN_PARENT wasDerivedFrom._:2",
            "INVALID_EDGE wasDerivedFrom._:3",
            "INVALID_VALUE wasDerivedFrom._:4.prov:generatedEntity",
            "UNKNOWN_PARENT wasAttributedTo._:6");
  }

  @Test
  void makesNoEdgeOfADerivationThatCouldBeOfManyTypes() {
    read(
        """
        {"prefix":{"pedigree":"urn:pedigree:prov:"},
         "entity":{"a":{"pedigree:kind":"MODEL"},"b":{"pedigree:kind":"MODEL"}},
         "wasDerivedFrom":{"_:1":{"prov:generatedEntity":"b","prov:usedEntity":"a"}}}
        """);

    assertThat(heard.edges()).isEmpty();
    assertThat(heard.losses())
        .containsExactly(
            "wasDerivedFrom._:1: how a MODEL descends from a MODEL is not told; no edge is"
                + " recorded");
  }

  @Test
  void tellsWhatHasNoCounterpart() {
    read(
        """
        {"entity":{"a":{"pedigree:kind":"x"}},
         "hadMember":{"_:1":{"prov:collection":"a","prov:entity":"a"}}}
        """);

    assertThat(heard.losses()).contains("hadMember._:1: hadMember has no counterpart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"bomFormat\":\"CycloneDX\"}",
        "{\"entity\":[]}",
        "{\"entity\":{\"a\":{}",
        "{\"entity\":{},\"components\":[]}",
        "{\"prefix\":{\"ex\":{}},\"entity\":{}}"
      })
  void refusesWhatIsNoProv(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableDocumentException.class);
  }
}
