package dev.pedigree.interop.prov;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.HandlerInstantiator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.reading.Heard;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.writing.SampleManifests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openprovenance.prov.core.json.serialization.ProvDeserialiser;
import org.openprovenance.prov.core.json.serialization.ProvSerialiser;
import org.openprovenance.prov.core.json.serialization.deserial.CustomAttributeMapDeserializer;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.model.Entity;
import org.openprovenance.prov.model.WasDerivedFrom;

/** ProvToolbox reads what is written, and what it writes is read. */
class ProvToolboxTest {
  private static Document read(String json) {
    ObjectMapper mapper = new ObjectMapper();
    mapper.setHandlerInstantiator(new Instances());
    return new ProvDeserialiser(mapper)
        .deserialiseDocument(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Makes what newer versions of Jackson ask for than the one that ProvToolbox was written with.
   */
  private static final class Instances extends HandlerInstantiator {
    @Override
    public @Nullable JsonDeserializer<?> deserializerInstance(
        DeserializationConfig config, Annotated annotated, Class<?> type) {
      return type == CustomAttributeMapDeserializer.class
          ? new CustomAttributeMapDeserializer(config.constructType(Map.class))
          : null;
    }

    @Override
    public @Nullable KeyDeserializer keyDeserializerInstance(
        DeserializationConfig config, Annotated annotated, Class<?> type) {
      return null;
    }

    @Override
    public @Nullable JsonSerializer<?> serializerInstance(
        SerializationConfig config, Annotated annotated, Class<?> type) {
      return null;
    }

    @Override
    public @Nullable TypeResolverBuilder<?> typeResolverBuilderInstance(
        MapperConfig<?> config, Annotated annotated, Class<?> type) {
      return null;
    }

    @Override
    public @Nullable TypeIdResolver typeIdResolverInstance(
        MapperConfig<?> config, Annotated annotated, Class<?> type) {
      return null;
    }
  }

  private static String write(Manifest manifest) {
    return JsonTree.write(new ProvWriter().write(manifest));
  }

  @Test
  void readsWhatIsWritten() {
    Manifest manifest = SampleManifests.model();

    Document document = read(write(manifest));

    assertThat(document.getStatementOrBundle())
        .filteredOn(Entity.class::isInstance)
        .extracting(it -> ((Entity) it).getId().getUri())
        .hasSize(6)
        .contains("hash://sha256/" + manifest.id().digest().hex());
    assertThat(document.getStatementOrBundle())
        .filteredOn(WasDerivedFrom.class::isInstance)
        .extracting(it -> ((WasDerivedFrom) it).getGeneratedEntity().getUri())
        .hasSize(5)
        .containsOnly("hash://sha256/" + manifest.id().digest().hex());
  }

  @Test
  void losesNothingInBetween() {
    Manifest manifest = SampleManifests.model();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ProvSerialiser().serialiseDocument(out, read(write(manifest)), true);

    Heard direct = new Heard().read(new ProvReader(), null, write(manifest));
    Heard through = new Heard().read(new ProvReader(), null, out.toString(StandardCharsets.UTF_8));

    assertThat(through.artifacts())
        .describedAs(out.toString(StandardCharsets.UTF_8))
        .containsExactlyInAnyOrderElementsOf(direct.artifacts());
    assertThat(through.edges()).containsExactlyInAnyOrderElementsOf(direct.edges());
    assertThat(through.attributes("acme/support")).isEqualTo(direct.attributes("acme/support"));
    assertThat(through.edgeTo("acme/base").weight()).isEqualTo(0.75);
    assertThat(through.edgeTo("acme/base").mutations()).hasSize(1);
    assertThat(through.artifact("acme/support").createdAt()).isEqualTo(manifest.createdAt());
    assertThat(through.refusals()).isEmpty();
  }
}
