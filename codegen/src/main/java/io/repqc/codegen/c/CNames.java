package io.repqc.codegen.c;

import io.repqc.codegen.Constant;
import io.repqc.codegen.Place;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.ElementType;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the parts of a program are called in C: nothing twice, and no word of the language. */
public final class CNames {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("alignas alignof and and_eq asm atomic auto bitand bitor bool break case catch char class"
                  + " compl concept const const_cast consteval constexpr constinit continue co_await"
                  + " co_return co_yield decltype default delete do double dynamic_cast else enum"
                  + " explicit export extern false float for friend goto if inline int long mutable"
                  + " namespace new noexcept not not_eq nullptr operator or or_eq private protected"
                  + " public register reinterpret_cast requires restrict return short signed sizeof"
                  + " static static_assert static_cast struct switch template this thread_local throw"
                  + " true try typedef typeid typename typeof union unsigned using virtual void"
                  + " volatile wchar_t while xor xor_eq")
              .split(" "));

  /** Words of the generated text, and macros that some systems define. */
  private static final Set<String> TAKEN =
      Set.of(
          "d",
          "data",
          "errno",
          "example",
          "int8_t",
          "int32_t",
          "linux",
          "main",
          "memcpy",
          "memmove",
          "memset",
          "run",
          "stderr",
          "stdin",
          "stdout",
          "uint8_t",
          "unix",
          "weights",
          "workspace");

  private final Program program;
  private final Map<Place, String> names = new IdentityHashMap<>();

  CNames(Program program) {
    this.program = program;
    Set<String> macros = new HashSet<>();
    ports()
        .forEach(
            port -> {
              String name = isTaken(port.name()) ? port.name() + "_" : port.name();
              for (int i = 2; !macros.add(upper(name)); i++) {
                name = port.name() + "__" + i;
              }
              names.put(port, name);
            });
  }

  /** Whether C and C++ take this as a name. */
  public static boolean isIdentifier(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9_]*") && !KEYWORDS.contains(name);
  }

  private static boolean isTaken(String name) {
    return KEYWORDS.contains(name) || TAKEN.contains(name);
  }

  private Stream<Port> ports() {
    return Stream.concat(program.inputs().stream(), program.outputs().stream());
  }

  /** Of the whole program: what others see begins with it. */
  String program() {
    return program.name();
  }

  /** A function or constant of the program. */
  String prefixed(String name) {
    return program.name() + "_" + name;
  }

  String macro(String name) {
    return upper(program.name()) + "_" + name;
  }

  String port(Port port) {
    return names.get(port);
  }

  /** A macro about a port. */
  String macro(Port port, String name) {
    return macro(upper(port(port)) + "_" + name);
  }

  /** Ends in an underscore where a function of the program has the name. */
  String constant(Constant constant) {
    boolean isFunction = List.of("run", "self_test").contains(constant.name());
    return prefixed(constant.name()) + (isFunction ? "_" : "");
  }

  /** The parameters of a run, in order. */
  List<String> parameters(Weights weights) {
    return Stream.concat(
            ports().map(this::port),
            weights == Weights.BINARY ? Stream.of("weights", "workspace") : Stream.of("workspace"))
        .toList();
  }

  static String type(ElementType elements) {
    switch (elements) {
      case I8:
        return "int8_t";
      case U8:
        return "uint8_t";
      case I32:
        return "int32_t";
      default:
        return "float";
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /** The user's own words inside a comment, which they must not end. */
  static String comment(String words) {
    return words.replaceAll("[^\\x20-\\x7e]", "?").replace("*/", "* /").replace("/*", "/ *");
  }
}
