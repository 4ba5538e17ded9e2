package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much stack a compiled model takes: the most along any path of calls, as gcc tells. */
final class StackUse {
  private static final Pattern FUNCTION =
      Pattern.compile("node: \\{ title: \"(.*?)\" .*\\\\n(\\d+) bytes \\((.*?)\\)");
  private static final Pattern CALL =
      Pattern.compile("edge: \\{ sourcename: \"(.*?)\" targetname: \"(.*?)\"");

  private static final String POINTER = "__indirect_call";

  private final Map<String, Integer> frames = new HashMap<>();
  private final Map<String, Set<String>> calls = new HashMap<>();

  private StackUse(String callGraph) {
    FUNCTION.matcher(callGraph).results().forEach(this::addFunction);
    Matcher call = CALL.matcher(callGraph);
    while (call.find()) {
      calls.computeIfAbsent(call.group(1), name -> new HashSet<>()).add(call.group(2));
    }
  }

  /** Fails if a model takes more than so many bytes, or as many as it likes. */
  static void check(GeneratedModels models, CCompiler compiler, int most) {
    for (Sample sample : models.samples()) {
      String name = sample.name();
      List<String> words = List.of("-c", "-O2", "-fcallgraph-info=su", name + ".c", "-o", "x.o");
      compiler.compile(models.folder(), words);
      StackUse stack = new StackUse(read(models.folder().resolve("x.ci")));
      int deepest = stack.deepest(name + "_run", Set.of());
      assertTrue(0 < deepest && deepest <= most, () -> "%s: %d bytes".formatted(name, deepest));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addFunction(MatchResult function) {
    assertFalse(function.group(3).equals("dynamic"), function::group);
    frames.put(function.group(1), Integer.parseInt(function.group(2)));
  }

  private int deepest(String function, Set<String> callers) {
    assertFalse(
        callers.contains(function) && !function.equals(POINTER), () -> function + " calls itself");
    Set<String> path = new HashSet<>(callers);
    path.add(function);
    int below =
        called(function, callers).stream()
            .mapToInt(called -> deepest(called, path))
            .max()
            .orElse(0);
    return frames.getOrDefault(function, 0) + below;
  }

  /** Whom a function calls; a pointer is to what nobody calls by name. */
  private Set<String> called(String function, Set<String> callers) {
    if (!function.equals(POINTER)) {
      return calls.getOrDefault(function, Set.of());
    }
    Set<String> others = new HashSet<>(frames.keySet());
    others.removeAll(callers);
    calls.values().forEach(others::removeAll);
    return others;
  }
}
