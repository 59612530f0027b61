package dev.pedigree.interop.cyclonedx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BomReaderTest {
  private static final String HASH = "ab".repeat(32);

  private final Heard heard = new Heard();

  private Heard read(String bom) {
    return heard.read(new BomReader(), "bom.json", bom);
  }

  /** A bill with these components and dependencies. */
  private static String bom(String components, String dependencies) {
    return """
    {"bomFormat":"CycloneDX","specVersion":"1.6","components":[%s],"dependencies":[%s]}"""
        .formatted(components, dependencies);
  }

  @Test
  void readsModelsDataAndWhatTheyAreMadeOf() {
    read(
        """
        {"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
         "metadata":{"component":{"type":"machine-learning-model","bom-ref":"m","group":"acme","name":"support",
           "version":"2","description":"Answers.","hashes":[{"alg":"SHA-256","content":"%s"},{"alg":"MD5","content":"x"}],
           "licenses":[{"license":{"id":"MIT"}}],"supplier":{"name":"Acme"},
           "modelCard":{"modelParameters":{"task":"text-generation","modelArchitecture":"Llama",
             "architectureFamily":"transformer","datasets":[{"ref":"d"},{"type":"dataset","name":"inline",
             "contents":{"url":"https://example.org/inline"}}]},"considerations":{"users":["all"]}},
           "pedigree":{"ancestors":[{"type":"machine-learning-model","name":"base","purl":"pkg:huggingface/acme/base@r1"}]}}},
         "components":[
           {"type":"data","bom-ref":"d","name":"tickets","version":"1","data":[{"type":"dataset","sensitiveData":["names"]}]},
           {"type":"library","bom-ref":"l","group":"org.x","name":"torch","version":"2.0","purl":"pkg:pypi/torch@2.0"}],
         "dependencies":[{"ref":"m","dependsOn":["d","l"]}],
         "vulnerabilities":[]}
        """
            .formatted(HASH.toUpperCase(java.util.Locale.ROOT)));

    assertThat(heard.artifacts())
        .containsExactlyInAnyOrder(
            "MODEL acme/support@2",
            "MODEL pkg:huggingface/acme/base@r1",
            "DATASET tickets@1",
            "DATASET inline",
            "CODE pkg:pypi/torch@2.0");
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            "acme/support@2 REVISED_FROM pkg:huggingface/acme/base@r1",
            "acme/support@2 TRAINED_ON tickets@1",
            "acme/support@2 TRAINED_ON inline",
            "acme/support@2 BUILT_WITH pkg:pypi/torch@2.0");
    assertThat(heard.artifact("acme/support").digest()).isEqualTo("sha256:" + HASH);
    assertThat(heard.attributes("acme/support"))
        .isEqualTo(
            """
            {"architecture":"Llama","extra":{"hashes":[{"alg":"MD5","content":"x"}],\
            "modelCard":{"architectureFamily":"transformer","considerations":{"users":["all"]}}},\
            "license":"MIT","supplier":"Acme","task":"text-generation"}""");
    assertThat(heard.losses())
        .containsExactly(
            "vulnerabilities: not recorded: it is of no artifact's descent",
            "dependencies[0].dependsOn[0]: no edge: how a MODEL depends on a DATASET is not told");
    assertThat(heard.refusals()).isEmpty();
  }

  @Test
  void takesWhatIsRecordedForWhatItIs() {
    heard.knowing("CHECKPOINT", "run-7", "sha256:" + HASH);

    read(
        bom(
            """
            {"type":"file","bom-ref":"f","name":"weights.bin",
             "hashes":[{"alg":"SHA-256","content":"%s"}]}"""
                .formatted(HASH),
            ""));

    assertThat(heard.artifacts()).containsExactly("CHECKPOINT weights.bin");
  }

  @Test
  void recordsComponentsWithinComponents() {
    read(
        bom(
            """
            {"type":"application","name":"a","components":[{"type":"library","name":"b"}]},
            {"type":"operating-system","name":"os"}""",
            ""));

    assertThat(heard.artifacts()).containsExactly("CODE a", "CODE b");
    assertThat(heard.losses()).singleElement().asString().startsWith("components[1]: ");
  }

  @Test
  void refusesReferencesToNothingAndKeepsTheRest() {
    read(
        bom(
            """
            {"type":"library","bom-ref":"a","name":"a"},{"type":"library","bom-ref":"b","name":"b"},
            {"type":"machine-learning-model","bom-ref":"m","name":"m",
             "modelCard":{"modelParameters":{"datasets":[{"ref":"gone"}]}}}""",
            """
            {"ref":"a","dependsOn":["nowhere","b"]},{"ref":"nobody","dependsOn":["a"]}"""));

    assertThat(heard.edges()).containsExactly("a BUILT_WITH b");
    assertThat(heard.refusals())
        .containsExactly(
            "UNKNOWN_PARENT components[2].modelCard.modelParameters.datasets[0].ref: \"gone\""
                + " (expected: the bom-ref of a component)",
            "UNKNOWN_PARENT dependencies[0].dependsOn[0]: \"nowhere\" (expected: the bom-ref of a"
                + " component)",
            "UNKNOWN_PARENT dependencies[1].ref: \"nobody\" (expected: the bom-ref of a component)");
  }

  @Test
  void joinsNothingToWhatIsNotRecorded() {
    read(
        bom(
            """
            {"type":"library","bom-ref":"a","name":"a"},{"type":"device","bom-ref":"d","name":"d"}""",
            """
            {"ref":"a","dependsOn":["d"]},{"ref":"d","dependsOn":["a"]}"""));

    assertThat(heard.edges()).isEmpty();
    assertThat(heard.refusals()).isEmpty();
    assertThat(heard.losses()).hasSize(3);
  }

  @Test
  void refusesAnEdgeToItself() {
    read(
        bom(
            """
            {"type":"library","bom-ref":"a","name":"a",
             "pedigree":{"ancestors":[{"type":"library","name":"a"}]}}""",
            """
            {"ref":"a","dependsOn":["a"]}"""));

    assertThat(heard.artifacts()).containsExactly("CODE a");
    assertThat(heard.edges()).isEmpty();
    assertThat(heard.refusals()).hasSize(2).allMatch(it -> it.startsWith("INVALID_EDGE "));
  }

  @Test
  void refusesTheSecondOfTwoComponentsWithOneReference() {
    read(
        bom(
            """
            {"type":"library","bom-ref":"a","name":"a"},{"type":"library","bom-ref":"a","name":"b",
             "pedigree":{"ancestors":[{"type":"library","name":"c"}]}}""",
            """
            {"ref":"a","dependsOn":[]}"""));

    assertThat(heard.artifacts()).contains("CODE a").doesNotContain("CODE b");
    assertThat(heard.edges()).isEmpty();
    assertThat(heard.refusals())
        .containsExactly(
            "INVALID_VALUE components[1].bom-ref: \"a\" twice (expected: one component for"
                + " each)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"library\"}",
        "{\"name\":\"a\"}",
        "{\"type\":\"library\",\"name\":\"a\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"12\"}]}",
        "{\"type\":\"library\",\"name\":{\"a\":1}}",
        "\"a text\""
      })
  void refusesABrokenComponentAndKeepsTheRest(String component) {
    read(bom(component + ",{\"type\":\"library\",\"name\":\"good\"}", ""));

    assertThat(heard.artifacts()).containsExactly("CODE good");
    assertThat(heard.refusals()).isNotEmpty().allMatch(it -> it.contains("components[0]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"bomFormat\":\"SPDX\",\"specVersion\":\"1.6\"}",
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.2\"}",
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[",
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":{}}",
        "---\nlicense: mit\n---\n",
        "<html/>"
      })
  void refusesWhatIsNoBill(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableDocumentException.class);
  }

  @Test
  void refusesDepth() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

    assertThatThrownBy(
            () ->
                read(
                    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
                        + deep
                        + "]}"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void readsXml() {
    read(
        """
        <?xml version="1.0"?>
        <bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
          <components>
            <component type="machine-learning-model" bom-ref="m">
              <name>support</name><version>2</version>
              <hashes><hash alg="SHA-256">%s</hash></hashes>
              <pedigree><ancestors><component type="machine-learning-model"><name>base</name></component></ancestors></pedigree>
            </component>
            <component type="library" bom-ref="l"><name>torch</name></component>
          </components>
          <dependencies><dependency ref="m"><dependency ref="l"/></dependency></dependencies>
        </bom>
        """
            .formatted(HASH));

    assertThat(heard.artifacts())
        .containsExactlyInAnyOrder("MODEL support@2", "MODEL base", "CODE torch");
    assertThat(heard.edges())
        .containsExactlyInAnyOrder("support@2 REVISED_FROM base", "support@2 BUILT_WITH torch");
    assertThat(heard.artifact("support").digest()).isEqualTo("sha256:" + HASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        <!DOCTYPE bom [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>
        <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library">
        <name>&c;</name></component></components></bom>""",
        """
        <!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]>
        <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><name>&a;</name></bom>""",
        "<!DOCTYPE bom SYSTEM \"http://127.0.0.1:1/x.dtd\"><bom/>",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.1\"/>",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"nonsense\">"
            + "<name>x</name></component></components><metadata>a</metadata></bom>",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components>"
      })
  void refusesXmlThatExpandsOrIsBroken(String xml) {
    assertThatThrownBy(() -> read(xml)).isInstanceOf(UnreadableDocumentException.class);
    assertThat(heard.artifacts()).isEmpty();
  }

  @Test
  void saysWhatItsLibraryDoesNotReadInXml() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>
                    <component type="machine-learning-model"><name>m</name><modelCard><modelParameters>
                    <datasets><ref>data</ref></datasets></modelParameters></modelCard></component></components></bom>"""))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("datasets")
        .hasMessageEndingWith("(expected: the same bill as JSON)");
  }

  @Test
  void refusesXmlOfMoreElementsThanMemoryHasRoomFor() {
    String many = "<x/>".repeat(200_001);

    assertThatThrownBy(
            () -> read("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">" + many + "</bom>"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("elements");
  }

  @Test
  void refusesDeepXml() {
    String deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);

    assertThatThrownBy(
            () -> read("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">" + deep + "</bom>"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("deeper");
  }
}
