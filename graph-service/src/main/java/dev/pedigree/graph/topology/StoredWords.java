package dev.pedigree.graph.topology;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.FactCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A vocabulary in a base: everything in the order of its numbers. */
record StoredWords(
    List<String> kinds,
    List<String> edgeTypes,
    List<String> tools,
    List<Set<String>> mutations,
    List<Published> schemas,
    List<PolicyFact> policies) {

  void write(Sections sections) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, kinds);
      write(out, edgeTypes);
      write(out, tools);
      out.writeInt(mutations.size());
      for (Set<String> set : mutations) {
        write(out, List.copyOf(set));
      }
      out.writeInt(schemas.size());
      for (Published schema : schemas) {
        out.writeLong(schema.revision());
        write(out, List.of(schema.fact().version(), schema.fact().sdl()));
      }
      out.writeInt(policies.size());
      for (PolicyFact policy : policies) {
        byte[] payload =
            FactCodec.encode(
                new Change.Draft(policy.by(), null, List.of(policy.fact()), List.of()));
        out.writeLong(policy.revision());
        out.writeInt(payload.length);
        out.write(payload);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MemorySegment source = MemorySegment.ofArray(bytes.toByteArray());
    sections.bytes(Section.WORDS, source.byteSize()).copyFrom(source);
  }

  static StoredWords read(Sections sections) {
    byte[] bytes = sections.get(Section.WORDS).toArray(ValueLayout.JAVA_BYTE);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<String> kinds = readList(in);
      List<String> edgeTypes = readList(in);
      List<String> tools = readList(in);
      List<Set<String>> mutations = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        mutations.add(Set.copyOf(readList(in)));
      }
      List<Published> schemas = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        long revision = in.readLong();
        List<String> schema = readList(in);
        schemas.add(
            new Published(revision, new Fact.SchemaPublished(schema.get(0), schema.get(1))));
      }
      List<PolicyFact> policies = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        long revision = in.readLong();
        Change.Draft draft = FactCodec.decode(in.readNBytes(in.readInt()));
        policies.add(
            new PolicyFact(revision, draft.by(), (Fact.AboutPolicy) draft.facts().getFirst()));
      }
      return new StoredWords(
          kinds, edgeTypes, tools, mutations, List.copyOf(schemas), List.copyOf(policies));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, List<String> words) throws IOException {
    out.writeInt(words.size());
    for (String word : words) {
      byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }

  private static List<String> readList(DataInputStream in) throws IOException {
    List<String> words = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      words.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    return words;
  }
}
