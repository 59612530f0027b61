package dev.pedigree.bench;

import dev.pedigree.schema.Kind;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SdlSource;
import dev.pedigree.schema.TypeSystem;
import dev.pedigree.schema.Violation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the type system costs: at the start of a process, and for each line of an import. */
@State(Scope.Benchmark)
public class SchemaBench {
  private static final int KINDS = 200;
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final String LINE =
      """
      {"architecture":"LlamaForCausalLM","parameters":7241732096,"contextLength":8192,"precision":"bf16",
       "license":"apache-2.0","format":"safetensors","framework":"pytorch","task":"text-generation",
       "modalities":["text"],"languages":["en","pt-BR"],"knowledgeCutoff":"2023-09-01T00:00:00Z"}
      """;

  private final List<SdlSource> extensions = List.of(new SdlSource("many.graphqls", manyKinds()));
  private final TypeSystem types = PedigreeSchema.load().typeSystem();
  private final Kind model = types.kind("MODEL").orElseThrow();
  private final JsonMapper json = JsonMapper.shared();
  private final Map<String, Object> attributes = json.readValue(LINE, OBJECT);

  /** Runs all of them and prints what they took. */
  static void run() throws RunnerException {
    new Runner(new OptionsBuilder().include(SchemaBench.class.getName()).build()).run();
  }

  private static String manyKinds() {
    StringBuilder sdl = new StringBuilder();
    int own = PedigreeSchema.load().typeSystem().kinds().size();
    for (int i = own; i < KINDS; i++) {
      sdl.append(
          "\"Kind %d.\" type Kind%dX implements Artifact @kind(content: true) {".formatted(i, i));
      for (int field = 0; field < 8; field++) {
        sdl.append("\"Field %d.\" f%d: Int @range(min: 0) ".formatted(field, field));
      }
      sdl.append("}\n");
    }
    return sdl.toString();
  }

  /** In a fresh process, as at a start: Pedigree's own kinds. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(5)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public PedigreeSchema loadOwn() {
    return PedigreeSchema.load();
  }

  /** Likewise with extensions up to 200 kinds; what they load of graphql-java is loaded already. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(5)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public PedigreeSchema load200Kinds() {
    return PedigreeSchema.load(extensions);
  }

  /** Likewise, with the check of GraphQL's own rules. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(5)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public void validate200Kinds() {
    PedigreeSchema.load(extensions).validate();
  }

  /** The eleven fields of a model, parsed already. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Fork(1)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 2)
  public List<Violation> check() {
    return types.attributes().check(model, attributes);
  }

  /** The reference: parsing the same fields. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Fork(1)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 2)
  public Map<String, Object> parse() {
    return json.readValue(LINE, OBJECT);
  }
}
