package io.repqc.compiler.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much stack compiled functions take: the most along any path of calls, as gcc tells since its
 * version 10.
 */
public final class StackUse {
  /** Has gcc write a file beside the object file, which ends in {@code .ci}. */
  public static final String OPTION = "-fcallgraph-info=su";

  private static final Pattern FUNCTION =
      Pattern.compile("node: \\{ title: \"(.*?)\" .*\\\\n(\\d+) bytes \\((.*?)\\)");
  private static final Pattern CALL =
      Pattern.compile("edge: \\{ sourcename: \"(.*?)\" targetname: \"(.*?)\"");

  private static final String POINTER = "__indirect_call";
  private static final String UNBOUNDED = "dynamic";

  private final Map<String, Integer> frames = new HashMap<>();
  private final Map<String, Set<String>> calls = new HashMap<>();
  private boolean isBounded = true;

  private StackUse(String callGraph) {
    FUNCTION.matcher(callGraph).results().forEach(this::addFunction);
    Matcher call = CALL.matcher(callGraph);
    while (call.find()) {
      calls.computeIfAbsent(call.group(1), name -> new HashSet<>()).add(call.group(2));
    }
  }

  /**
   * Of a function in a file of gcc's; nothing if some function there takes as much as it likes, or
   * calls itself.
   */
  public static OptionalInt of(String function, String callGraph) {
    StackUse use = new StackUse(callGraph);
    int most = use.frames.containsKey(function) ? use.deepest(function, Set.of()) : 0;
    return use.isBounded && most > 0 ? OptionalInt.of(most) : OptionalInt.empty();
  }

  private void addFunction(MatchResult function) {
    isBounded &= !function.group(3).equals(UNBOUNDED);
    frames.put(function.group(1), Integer.parseInt(function.group(2)));
  }

  private int deepest(String function, Set<String> callers) {
    if (callers.contains(function) && !function.equals(POINTER)) {
      isBounded = false;
      return 0;
    }
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
