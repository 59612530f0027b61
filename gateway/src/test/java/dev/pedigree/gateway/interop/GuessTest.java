package dev.pedigree.gateway.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"} | cyclonedx",
        "<?xml version=\"1.0\"?><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/> | cyclonedx",
        "{\"_type\":\"https://in-toto.io/Statement/v1\"} | in-toto",
        "{\"signatures\":[],\"payload\":\"e30=\",\"payloadType\":\"application/vnd.in-toto+json\"} | in-toto",
        "{\"mediaType\":\"x\",\"dsseEnvelope\":{}} | in-toto",
        "{\"prefix\":{},\"entity\":{}} | prov",
        "{\"eventTime\":\"2026-10-01T08:00:00Z\",\"run\":{},\"producer\":\"p\"} | openlineage",
        "[{\"producer\":\"p\",\"eventTime\":\"2026-10-01T08:00:00Z\"}] | openlineage",
        "{\"pedigreeManifest\":1} | pedigree-manifest",
        "{\"model_version\":{}} | mlflow",
        "{\"run\":{\"info\":{}}}#{\"model_version\":{}} | mlflow",
        "---#license: mit#---## A model | huggingface",
        "merge_method: ties#models: [] | mergekit",
        "---#merge_method: ties | mergekit",
        "schema: '2.0'#stages:#  train: {} | dvc"
      })
  void knowsAFormatByItsLook(String text, String format) throws IOException {
    assertThat(Guess.format(new Text(text.replace('#', '\n'), null))).contains(format);
  }

  @Test
  void knowsALockFileByItsName() throws IOException {
    assertThat(Guess.format(new Text("stages: {}", "train/dvc.lock"))).contains("dvc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"a\":1}", "[1]", "{\"bomFormat\":\"Cyclo", "<html/>", "a: 1", "''"})
  void doesNotGuessWhatItDoesNotKnow(String text) throws IOException {
    assertThat(Guess.format(new Text(text, null))).isEmpty();
  }

  @Test
  void isNotLedAstrayByDepth() throws IOException {
    assertThat(Guess.format(new Text("{\"a\":" + "[".repeat(10_000), null))).isEmpty();
  }

  private record Text(String text, @Nullable String fileName) implements Document {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long size() {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public Digest digest() {
      return Digest.of(text);
    }
  }
}
