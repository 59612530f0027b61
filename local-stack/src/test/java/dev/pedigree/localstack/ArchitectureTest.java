package dev.pedigree.localstack;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pedigree.localstack");

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.pedigree.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    var packages = CLASSES.stream().map(type -> type.getPackage()).collect(Collectors.toSet());

    assertThat(packages)
        .hasSizeGreaterThan(1)
        .allMatch(one -> one.isAnnotatedWith(NullMarked.class));
  }
}
