package io.repqc.codegen.java;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** What the parts of a program are called in Java: nothing twice, and no word of the language. */
public final class JavaNames {
  /** Words of the generated text. */
  private static final Set<String> TAKEN = Set.of("engine", "floats", "levels", "planes", "sums");

  private static final int LONGEST = 40;

  private final Map<Port, String> names = new IdentityHashMap<>();
  private final List<Port> ports;

  JavaNames(Program program) {
    this.ports = Stream.concat(program.inputs().stream(), program.outputs().stream()).toList();
    Set<String> constants = new HashSet<>();
    for (Port port : ports) {
      String first = uncapitalized(port.name());
      String name = isTaken(first) ? first + "_" : first;
      for (int i = 2; !constants.add(constant(name)); i++) {
        name = first + "_" + i;
      }
      names.put(port, name);
    }
  }

  private static boolean isTaken(String name) {
    return TAKEN.contains(name) || SourceVersion.isKeyword(name);
  }

  /** Whether Java takes this as the name of a class. */
  public static boolean isIdentifier(String name) {
    return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
  }

  /** Whether Java takes this as the name of a package. */
  public static boolean isPackage(String name) {
    return SourceVersion.isName(name);
  }

  /** Inputs, then outputs: the parameters of a run. */
  List<Port> ports() {
    return ports;
  }

  /** As a parameter. */
  String port(Port port) {
    return names.get(port);
  }

  /** As the beginning of a constant's name. */
  String constant(Port port) {
    return constant(port(port));
  }

  private static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  /** One made of the user's own words: {@code /body/Relu_0} as {@code bodyRelu0}. */
  static String of(String words) {
    String name = uncapitalized(words.replaceAll("[^A-Za-z0-9]", "_"));
    return name.substring(0, Math.min(name.length(), LONGEST));
  }

  /** {@code scaled_sum} as {@code ScaledSum}. */
  public static String capitalized(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split("_+")) {
      name.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT));
      name.append(word.isEmpty() ? "" : word.substring(1));
    }
    return name.toString();
  }

  /** {@code scaled_sum} as {@code scaledSum}. */
  static String uncapitalized(String words) {
    String name = capitalized(words);
    return name.isEmpty() || !Character.isLetter(name.charAt(0))
        ? "x" + name
        : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
