package io.repqc.compiler.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads arguments of the form {@code name=FILE}, where the name says which input or output is meant
 * and may be left out if there is only one. A file's name may hold {@code =} too.
 */
public final class NamedFiles {
  private final String kind;
  private final List<String> names;
  private final List<String> problems;
  private final Map<String, Path> files = new LinkedHashMap<>();

  private NamedFiles(String kind, List<String> names, List<String> problems) {
    this.kind = kind;
    this.names = names;
    this.problems = problems;
  }

  /**
   * The files by name, in the order of the arguments; what is wrong with others is added to {@code
   * problems}. {@code kind} is for messages.
   */
  public static Map<String, Path> parse(
      String kind, List<String> names, List<String> arguments, List<String> problems) {
    NamedFiles parser = new NamedFiles(kind, names, problems);
    arguments.forEach(parser::add);
    return parser.files;
  }

  private void add(String argument) {
    for (String name : names) {
      if (argument.startsWith(name + "=")) {
        put(name, argument.substring(name.length() + 1));
        return;
      }
    }
    if (names.size() == 1 && isFile(argument)) {
      put(names.get(0), argument);
    } else if (argument.contains("=")) {
      String name = argument.substring(0, argument.indexOf('='));
      problems.add("there is no %s \"%s\"; %s".formatted(kind, name, available()));
    } else {
      problems.add(
          "\"%s\" does not say for which %s it is; write name=%s, and %s"
              .formatted(argument, kind, argument, available()));
    }
  }

  private static boolean isFile(String argument) {
    return !argument.contains("=") || Path.of(argument).toFile().exists();
  }

  private void put(String name, String file) {
    if (files.putIfAbsent(name, Path.of(file)) != null) {
      problems.add("%s \"%s\" is given twice".formatted(kind, name));
    }
  }

  private String available() {
    return "the network's %ss are %s".formatted(kind, String.join(", ", names));
  }
}
