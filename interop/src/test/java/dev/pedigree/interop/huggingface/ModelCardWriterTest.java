package dev.pedigree.interop.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.interop.writing.SampleManifests;
import org.junit.jupiter.api.Test;

class ModelCardWriterTest {
  @Test
  void writesFrontMatterAndBody() {
    String id = SampleManifests.model().id().toString();

    assertThat(new ModelCardWriter().write(SampleManifests.model()))
        .startsWith(
            """
            ---
            model_name: acme/support
            license: apache-2.0
            language:
            - en
            - 'no'
            pipeline_tag: text-generation
            tags:
            - chat
            - tier:gold
            base_model:
            - acme/base
            - acme/other
            datasets:
            - tickets
            note: 'größer: "7B"'
            pedigree:
              id: %s
              revision: 9
              kind: MODEL
              namespace: team
              version: '2'
              digest: %s
              provenance: COMPLETE
              parents:
              - type: FINE_TUNED_FROM
                kind: MODEL
                namespace: team
                name: acme/base
            """
                .formatted(id, id))
        .endsWith("---\n\nAnswers tickets.\n\nNothing else.\n");
  }
}
