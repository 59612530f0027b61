package dev.pedigree.gateway.schema;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.SchemaCheck;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SchemaException;
import dev.pedigree.schema.SdlSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /schema/check}: what a gateway that started with these extensions would say. */
@RestController
final class SchemaCheckController {
  private final GraphService graph;

  SchemaCheckController(GraphService graph) {
    this.graph = graph;
  }

  /** Extensions, as the files of a folder. */
  record Extensions(@Nullable List<SdlSource> files) {}

  /**
   * What stands against them.
   *
   * @param inForce the version of the schema in force; null: none is
   * @param offered the version that it would become; null: the extensions are wrong
   * @param wrong what is wrong with the extensions themselves, with file and line
   * @param orphaned why recorded facts would not fit
   * @param broken what clients could no longer ask or send
   */
  record Answer(
      @Nullable String inForce,
      @Nullable String offered,
      List<String> wrong,
      List<String> orphaned,
      List<String> broken) {}

  @PostMapping("/schema/check")
  Answer check(@RequestBody Extensions extensions) {
    List<SdlSource> files = extensions.files();
    if (files == null
        || files.stream().anyMatch(file -> file.name() == null || file.text() == null)) {
      throw new RefusedException(
          ErrorCode.INVALID_VALUE,
          "files: missing (expected: a list of objects with name and text)",
          null);
    }
    try {
      SchemaCheck check = graph.check(PedigreeSchema.load(files));
      return new Answer(
          check.inForce(), check.offered(), List.of(), check.orphaned(), check.broken());
    } catch (SchemaException wrong) {
      return new Answer(
          null,
          null,
          wrong.problems().stream().map(SchemaException.Problem::toString).toList(),
          List.of(),
          List.of());
    }
  }
}
