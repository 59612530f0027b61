package dev.pedigree.schema;

import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.schema.idl.errors.SchemaProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schema in force: Pedigree's own SDL, an organisation's extensions, and what is derived from
 * both. Immutable; one serves all threads.
 */
public final class PedigreeSchema {
  private static final String FOLDER = "/pedigree/schema/";

  /** How the names of Pedigree's own sources begin. */
  private static final String OWN = "pedigree/";

  private final Document document;
  private final String sdl;
  private final TypeSystem typeSystem;

  private PedigreeSchema(Document document, String sdl, TypeSystem typeSystem) {
    this.document = document;
    this.sdl = sdl;
    this.typeSystem = typeSystem;
  }

  /** Pedigree's own schema. */
  public static PedigreeSchema load() {
    return load(List.of());
  }

  /**
   * Pedigree's own schema with extensions: kinds, mutations, edge types, enums and further fields
   * of kinds and mutations.
   *
   * @param extensions in any order; kinds and edge types are numbered in it
   * @throws SchemaException if an extension is wrong, with every place and reason; see also {@link
   *     #validate}
   */
  public static PedigreeSchema load(List<SdlSource> extensions) {
    Problems problems = new Problems();
    Declarations declarations = new Declarations(problems);
    declarations.addBase(Base.DEFINITIONS);
    if (!declarations.addExtensions(extensions)) {
      // What an unreadable file declares would be missing wherever it is named.
      problems.throwIfAny();
    }
    TypeSystemReader reader = new TypeSystemReader(declarations, problems, false);
    reader.read();
    problems.throwIfAny();
    new Deriver(declarations, problems).derive();
    problems.throwIfAny();

    List<Definition<?>> definitions = new ArrayList<>(declarations.directives());
    definitions.addAll(declarations.types());
    Document document = document(definitions);
    String sdl = SdlPrinter.print(definitions);
    return new PedigreeSchema(
        document,
        sdl,
        new TypeSystem(reader.kinds(), reader.edgeTypes(), reader.mutationTypes(), version(sdl)));
  }

  /**
   * The kinds, edge types and mutations of a complete schema, as {@link #sdl} gave it, now or in
   * another version.
   *
   * @throws SchemaException if it is not one
   */
  public static TypeSystem published(String sdl) {
    Problems problems = new Problems();
    Declarations declarations = new Declarations(problems);
    declarations.addBase(new SdlParser(problems).parse(new SdlSource("published", sdl)));
    problems.throwIfAny();
    TypeSystemReader reader = new TypeSystemReader(declarations, problems, true);
    reader.read();
    problems.throwIfAny();
    return new TypeSystem(reader.kinds(), reader.edgeTypes(), reader.mutationTypes(), version(sdl));
  }

  /** The complete schema for graphql-java and DGS; each call gives one of its own to change. */
  public TypeDefinitionRegistry registry() {
    return new SchemaParser().buildRegistry(document);
  }

  /** The complete schema as text, the same for the same sources; ends with a line feed. */
  public String sdl() {
    return sdl;
  }

  /**
   * The complete schema as a subgraph tells it to those who compose a federated graph: without
   * Federation's own directives, which it links instead.
   */
  public String subgraphSdl() {
    return Subgraph.sdl(document);
  }

  /** The kinds, edge types and mutations that the schema declares. */
  public TypeSystem typeSystem() {
    return typeSystem;
  }

  /**
   * Where an extension declares a type, or a field or value of it.
   *
   * @param member null: the type itself
   * @return {@code robots.graphqls:7: }; empty: none does
   */
  String place(String type, @Nullable String member) {
    return document.getDefinitionsOfType(TypeDefinition.class).stream()
        .filter(it -> it.getName().equals(type))
        .map(it -> member == null ? Optional.<Node<?>>of(it) : member(it, member))
        .flatMap(Optional::stream)
        .map(Node::getSourceLocation)
        .filter(it -> it != null && it.getSourceName() != null)
        .filter(it -> !it.getSourceName().startsWith(OWN))
        .map(it -> it.getSourceName() + ":" + it.getLine() + ": ")
        .findFirst()
        .orElse("");
  }

  private static Optional<Node<?>> member(Node<?> type, String name) {
    for (Node<?> child : type.getChildren()) {
      if (child instanceof NamedNode<?> named
          && !(child instanceof Directive)
          && !(child instanceof TypeName)
          && named.getName().equals(name)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  private static Document document(List<Definition<?>> definitions) {
    Document.Builder document = Document.newDocument();
    definitions.forEach(document::definition);
    return document.build();
  }

  /**
   * Checks GraphQL's own rules, which an extension may break: whoever makes an executable schema of
   * the {@link #registry} finds the same. Takes longer than everything else together.
   *
   * @throws SchemaException if it breaks any, with every place and reason
   */
  public void validate() {
    Problems problems = new Problems();
    try {
      UnExecutableSchemaGenerator.makeUnExecutableSchema(
          new SchemaParser().buildRegistry(document));
    } catch (SchemaProblem wrong) {
      for (GraphQLError error : wrong.getErrors()) {
        problems.add(
            error.getLocations() == null
                ? null
                : error.getLocations().stream().findFirst().orElse(null),
            error.getMessage());
      }
    } catch (GraphQLException wrong) {
      problems.add(String.valueOf(wrong.getMessage()));
    }
    problems.throwIfAny();
  }

  /** What Pedigree's own files declare, read when it is first asked for and then kept. */
  private static final class Base {
    static final List<Definition<?>> DEFINITIONS =
        List.copyOf(
            SdlParser.parse(
                read("files.txt")
                    .lines()
                    .map(file -> new SdlSource(OWN + file, read(file)))
                    .toList()));

    private static String read(String file) {
      try (InputStream in = PedigreeSchema.class.getResourceAsStream(FOLDER + file)) {
        if (in == null) {
          throw new IllegalStateException(FOLDER + file + " is missing on the class path");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private static String version(String sdl) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(sdl.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
