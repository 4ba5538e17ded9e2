package io.repqc.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All kernels can be in one generated file, so that each function has a name of its own. */
final class KernelNamesTest {
  private static final Pattern FUNCTION =
      Pattern.compile(
          "^(?:FOR_\\w+ )?(?:INLINED|static(?: inline)?) [^;{}()=]*?(\\w+)\\(", Pattern.MULTILINE);

  /** Files of which a generated file has one: for a convention, and for a kind of levels. */
  private static final Pattern ALTERNATIVE = Pattern.compile("(rounding|levels)_[^_.]+\\.h");

  @Test
  void noFunctionOfOneFileIsCalledLikeOneOfAnother() {
    Map<String, TreeSet<String>> files = new TreeMap<>();
    for (Path file : Project.current().files("runtime/src/main/c")) {
      String name = file.getFileName().toString();
      String source = ALTERNATIVE.matcher(name).replaceFirst("$1");
      FUNCTION
          .matcher(Project.read(file))
          .results()
          .forEach(
              function ->
                  files.computeIfAbsent(function.group(1), any -> new TreeSet<>()).add(source));
    }
    Map<String, TreeSet<String>> shared = new TreeMap<>(files);
    shared.values().removeIf(sources -> sources.size() == 1);
    assertEquals(Map.of(), shared);
  }
}
