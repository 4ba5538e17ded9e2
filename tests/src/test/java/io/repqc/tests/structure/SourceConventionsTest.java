package io.repqc.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds what a review would otherwise repeat: where files lie, how long they are, what they name.
 */
final class SourceConventionsTest {

  private static final int LONGEST_FILE_LINES = 600;
  private static final Pattern EMPTY_NAME =
      Pattern.compile("\\w*(Utils?|Helpers?|Manager|Impl)\\.java");
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?<![\\w.$~}])/(wor[k]|hom[e]|roo[t]|Use[r]s)/\\w"
              + "|repo1?\\.mave[n]\\.|oss\\.sonatyp[e]|pypi\\.or[g]|registry\\.np[m]js|localhos[t]:");
  private static final Pattern TEXT =
      Pattern.compile(
          ".*\\.(c|config|g4|h|java|json|md|properties|py|rq|sh|svg|txt|xml|ya?ml)|.*/(repqc|run)|[^.]*");

  private final Project project = Project.current();

  @Test
  void everyPackageSaysWhatItIs() {
    expectNone(
        mainPackages(),
        directory -> Files.exists(directory.resolve("package-info.java")),
        "%s has no package-info.java");
  }

  @Test
  void noFileIsTooLongToRead() {
    expectNone(
        project.javaFiles(""),
        file -> Project.read(file).lines().count() <= LONGEST_FILE_LINES,
        "%s is longer than " + LONGEST_FILE_LINES + " lines; split it by idea");
  }

  @Test
  void everyClassIsNamedAfterItsIdea() {
    expectNone(
        project.javaFiles(""),
        file -> !EMPTY_NAME.matcher(file.getFileName().toString()).matches(),
        "%s says nothing with its last word; name it after what it is");
  }

  @Test
  void noFileNamesAMachineOrARegistry() {
    var problems = new ArrayList<String>();
    for (Path file : project.files("")) {
      String name = project.show(file);
      if (TEXT.matcher(name).matches()) {
        MACHINE
            .matcher(Project.read(file))
            .results()
            .forEach(match -> problems.add("%s names %s".formatted(name, match.group())));
      }
    }
    assertEquals("", String.join("\n", problems));
  }

  @Test
  void versionsStandSortedInTheParentOnly() {
    Pom parent = Pom.parse(Project.read(project.root().resolve("pom.xml")));
    var problems = new ArrayList<String>();

    project
        .modules()
        .forEach(
            (module, pom) -> {
              pom.versionedPlugins().forEach(plugin -> problems.add(ownVersion(module, plugin)));
              pom.dependencies().stream()
                  .filter(dependency -> dependency.version().isPresent())
                  .forEach(
                      dependency -> problems.add(ownVersion(module, dependency.coordinates())));
            });

    assertEquals("", String.join("\n", problems));
    assertEquals(
        List.copyOf(new TreeSet<>(parent.versionProperties())), parent.versionProperties());
  }

  private static String ownVersion(String module, String artifact) {
    return "%s/pom.xml gives %s a version of its own; versions stand in the parent"
        .formatted(module, artifact);
  }

  private Iterable<Path> mainPackages() {
    var packages = new TreeSet<Path>();
    for (String module : project.modules().keySet()) {
      project.javaFiles(module + "/src/main/java").forEach(file -> packages.add(file.getParent()));
    }
    return packages;
  }

  private void expectNone(Iterable<Path> paths, Predicate<Path> holds, String problem) {
    var problems = new ArrayList<String>();
    for (Path path : paths) {
      if (!holds.test(path)) {
        problems.add(problem.formatted(project.show(path)));
      }
    }
    assertEquals("", String.join("\n", problems));
  }
}
