package io.repqc.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the modules to the table in the README, and shows what a wrong dependency is told. */
final class ProjectStructureTest {

  @TempDir Path directory;

  @Test
  void modulesKeepToTheTableOfTheReadme() {
    assertEquals("", String.join("\n", ModuleRules.problems(Project.current())));
  }

  @Test
  void acceptsWhatTheTableSays() throws IOException {
    writeProject("<groupId>io.repqc</groupId><artifactId>ir</artifactId>", "io.repqc.ir.Graph");

    assertEquals(List.of(), ModuleRules.problems(new Project(directory)));
  }

  @Test
  void namesTheWrongDependencyOfAPom() throws IOException {
    writeProject("<groupId>org.x</groupId><artifactId>y</artifactId>", "java.util.List");

    assertEquals(
        List.of(
            "passes/pom.xml depends on modules [], but README.md's module table says [ir]",
            "passes/pom.xml depends on artifacts [org.x:y], but README.md's module table says []"),
        ModuleRules.problems(new Project(directory)));
  }

  @Test
  void namesTheFileThatImportsAnotherModule() throws IOException {
    writeProject("<groupId>io.repqc</groupId><artifactId>ir</artifactId>", "io.repqc.cli.Repqc");

    assertEquals(
        List.of(
            "passes/src/main/java/Fold.java names io.repqc.cli, but module passes may use only [ir]"),
        ModuleRules.problems(new Project(directory)));
  }

  @Test
  void namesTheFileThatImportsALibraryFarFromHome() throws IOException {
    writeProject("<groupId>io.repqc</groupId><artifactId>ir</artifactId>", "picocli.CommandLine");

    assertEquals(
        List.of(
            "passes/src/main/java/Fold.java imports picocli.CommandLine, but the third-party packages"
                + " at home in module passes are []"),
        ModuleRules.problems(new Project(directory)));
  }

  @Test
  void namesTheFileThatReachesIntoAnEngine() throws IOException {
    write("README.md", "| `tune` | trains | | `org.bytedeco:pytorch` |\n");
    write("pom.xml", "<project><modules><module>tune</module></modules></project>");
    write(
        "tune/pom.xml",
        "<project><dependencies><dependency><groupId>org.bytedeco</groupId>"
            + "<artifactId>pytorch</artifactId></dependency></dependencies></project>");
    write(
        "tune/src/main/java/io/repqc/tune/torch/Pass.java", "import org.bytedeco.pytorch.Tensor;");
    write("tune/src/main/java/io/repqc/tune/Loop.java", "org.bytedeco.pytorch.Tensor tensor;");

    assertEquals(
        List.of(
            "tune/src/main/java/io/repqc/tune/Loop.java names org.bytedeco, which only package"
                + " io.repqc.tune.torch may"),
        ModuleRules.problems(new Project(directory)));
  }

  private void writeProject(String dependency, String imported) throws IOException {
    write("README.md", "| `ir` | the graph | | |\n| `passes` | rewrites | `ir` | |\n");
    write("pom.xml", "<project><modules><module>passes</module></modules></project>");
    write(
        "passes/pom.xml",
        "<project><dependencies><dependency>%s</dependency></dependencies></project>"
            .formatted(dependency));
    write("passes/src/main/java/Fold.java", "import %s;\n".formatted(imported));
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
