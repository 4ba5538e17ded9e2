package io.repqc.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All kernels can be in one generated file, so that each function and number has its own name. */
final class KernelNamesTest {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

  private static final Pattern FUNCTION =
      Pattern.compile(
          "^(?:FOR_\\w+ )?(?:INLINED|static(?: inline)?) [^;{}()=]*?(\\w+)\\(", Pattern.MULTILINE);

  private static final Pattern NUMBERS =
      Pattern.compile("^enum (?:\\w+ )?\\{(.*?)}", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("(?:^|,)\\s*(\\w+)");

  /** Files of which a generated file has one: for a convention, and for a kind of levels. */
  private static final Pattern ALTERNATIVE = Pattern.compile("(rounding|levels)_[^_.]+\\.h");

  @Test
  void nothingInOneFileIsCalledLikeSomethingInAnother() {
    Map<String, TreeSet<String>> files = new TreeMap<>();
    for (Path file : Project.current().files("runtime/src/main/c")) {
      String name = file.getFileName().toString();
      String source = ALTERNATIVE.matcher(name).replaceFirst("$1");
      names(COMMENT.matcher(Project.read(file)).replaceAll(""))
          .forEach(own -> files.computeIfAbsent(own, any -> new TreeSet<>()).add(source));
    }
    assertTrue(files.keySet().containsAll(List.of("finish8", "LANES", "TO_SUMS")));
    Map<String, TreeSet<String>> shared = new TreeMap<>(files);
    shared.values().removeIf(sources -> sources.size() == 1);
    assertEquals(Map.of(), shared);
  }

  private static Stream<String> names(String text) {
    Stream<String> functions = FUNCTION.matcher(text).results().map(found -> found.group(1));
    Stream<String> numbers =
        NUMBERS
            .matcher(text)
            .results()
            .flatMap(found -> NUMBER.matcher(found.group(1)).results())
            .map(found -> found.group(1));
    return Stream.concat(functions, numbers);
  }
}
