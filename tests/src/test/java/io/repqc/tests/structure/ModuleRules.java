package io.repqc.tests.structure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds what breaks the module table of the README, one sentence each. */
final class ModuleRules {

  /** The packages of each third-party artifact that a source file could name. */
  private static final Map<String, List<String>> PACKAGES =
      new TreeMap<>(
          Map.ofEntries(
              entry("com.microsoft.onnxruntime:onnxruntime", "ai.onnxruntime"),
              entry("com.palantir.javapoet:javapoet", "com.palantir.javapoet"),
              entry("info.picocli:picocli", "picocli"),
              entry("org.antlr:antlr4-runtime", "org.antlr"),
              entry(
                  "org.apache.maven:maven-core",
                  "org.apache.maven.model",
                  "org.apache.maven.project"),
              entry("org.apache.maven:maven-plugin-api", "org.apache.maven.plugin"),
              entry(
                  "org.apache.maven.plugin-tools:maven-plugin-annotations",
                  "org.apache.maven.plugins.annotations"),
              entry("org.bytedeco:javacpp", "org.bytedeco.javacpp"),
              entry("org.bytedeco:pytorch", "org.bytedeco.pytorch"),
              entry("org.junit.jupiter:junit-jupiter", "org.junit", "org.opentest4j"),
              entry("org.junit.jupiter:junit-jupiter-api", "org.junit.jupiter.api"),
              entry("org.tribuo:tribuo-util-onnx", "ai.onnx.proto", "com.google.protobuf")));

  /** In which package of its module a library is at home, if not in all. */
  private static final Map<String, String> HOMES = Map.of("org.bytedeco", "io.repqc.tune.torch");

  private static Map.Entry<String, List<String>> entry(String artifact, String... packages) {
    return Map.entry(artifact, List.of(packages));
  }

  private static final Pattern OWN_PACKAGE = Pattern.compile("\\bio\\.repqc\\.([a-z]+)\\b");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([\\w.]+);", Pattern.MULTILINE);

  private static final Pattern OWN_OR_JDK =
      Pattern.compile("(io\\.repqc|javax?|jdk|org\\.w3c\\.dom|org\\.xml\\.sax)\\.");

  private final Project project;
  private final ModuleTable table;
  private final List<String> problems = new ArrayList<>();

  private ModuleRules(Project project) {
    this.project = project;
    this.table = project.moduleTable();
  }

  /** All problems of a project; empty if it keeps to its table. */
  static List<String> problems(Project project) {
    var rules = new ModuleRules(project);
    project.modules().forEach(rules::checkModule);
    return rules.problems;
  }

  private void checkModule(String module, Pom pom) {
    if (!table.rows().containsKey(module)) {
      problems.add("README.md: the module table has no row for %s".formatted(module));
    }
    checkPom(module, pom);
    for (String tree : List.of("src/main", "src/test")) {
      project.javaFiles(module + "/" + tree).forEach(file -> checkSource(module, file));
    }
  }

  private void checkPom(String module, Pom pom) {
    var modules = new TreeSet<String>();
    var artifacts = new TreeSet<String>();
    for (Pom.Dependency dependency : pom.dependencies()) {
      boolean own = dependency.group().equals("io.repqc");
      (own ? modules : artifacts).add(own ? dependency.artifact() : dependency.coordinates());
    }
    var row = table.row(module);
    compare(module + "/pom.xml depends on modules", modules, row.modules());
    compare(module + "/pom.xml depends on artifacts", artifacts, row.artifacts());
  }

  private void compare(String what, Set<String> found, Set<String> allowed) {
    if (!found.equals(allowed)) {
      problems.add("%s %s, but README.md's module table says %s".formatted(what, found, allowed));
    }
  }

  private void checkSource(String module, Path file) {
    String source = Project.read(file);
    var allowed = table.reachable(module);
    OWN_PACKAGE
        .matcher(source)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .filter(other -> !other.equals(ownPackage(module)) && !allowed.contains(other))
        .forEach(
            other ->
                problems.add(
                    "%s names io.repqc.%s, but module %s may use only %s"
                        .formatted(project.show(file), other, module, allowed)));
    checkImports(module, file, source);
    checkHomes(module, file, source);
  }

  /** That of {@code maven-plugin} is {@code maven}. */
  private static String ownPackage(String module) {
    return module.replaceFirst("-.*", "");
  }

  private void checkImports(String module, Path file, String source) {
    var allowed = thirdPartyPackages(module, file);
    IMPORT
        .matcher(source)
        .results()
        .map(match -> match.group(1))
        .filter(name -> !OWN_OR_JDK.matcher(name).lookingAt())
        .filter(name -> allowed.stream().noneMatch(prefix -> name.startsWith(prefix + ".")))
        .forEach(
            name ->
                problems.add(
                    "%s imports %s, but the third-party packages at home in module %s are %s"
                        .formatted(project.show(file), name, module, allowed)));
  }

  private void checkHomes(String module, Path file, String source) {
    String folder = project.show(file.getParent()).replace('/', '.');
    HOMES.forEach(
        (library, home) -> {
          boolean isOfModule = home.startsWith("io.repqc.%s.".formatted(ownPackage(module)));
          if (isOfModule && source.contains(library + ".") && !folder.endsWith(home)) {
            problems.add(
                "%s names %s, which only package %s may"
                    .formatted(project.show(file), library, home));
          }
        });
  }

  private Set<String> thirdPartyPackages(String module, Path file) {
    var packages = new TreeSet<String>();
    table
        .row(module)
        .artifacts()
        .forEach(name -> packages.addAll(PACKAGES.getOrDefault(name, List.of())));
    if (project.show(file).contains("src/test/")) {
      packages.addAll(PACKAGES.get("org.junit.jupiter:junit-jupiter"));
    }
    return packages;
  }
}
