package io.repqc.compiler.compile;

import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.ir.ModelException;
import java.util.List;
import java.util.Locale;

/** A system and a processor for which a C compiler makes shared libraries. */
record Platform(String system, String processor) {
  private static final String LINUX = "linux";
  private static final String MACOS = "macos";
  private static final String WINDOWS = "windows";

  static Platform of(CCompiler compiler) {
    String machine = compiler.machine().toLowerCase(Locale.ROOT);
    return new Platform(system(compiler, machine), processor(machine.split("-")[0]));
  }

  private static String system(CCompiler compiler, String machine) {
    if (machine.contains("linux")) {
      return LINUX;
    }
    if (machine.contains("darwin") || machine.contains("apple")) {
      return MACOS;
    }
    ModelException.check(
        machine.contains("mingw") || machine.contains("windows"),
        "%s makes programs for %s; a shared library for Java is for Linux, macOS or Windows",
        compiler.command(),
        compiler.machine());
    return WINDOWS;
  }

  private static String processor(String name) {
    switch (name) {
      case "amd64":
        return "x86_64";
      case "arm64":
        return "aarch64";
      default:
        return name;
    }
  }

  /** What the programs for it are lowered for. */
  Target target() {
    if (processor.equals("x86_64")) {
      return Targets.X86;
    }
    return processor.equals("aarch64") && !system.equals(WINDOWS) ? Targets.NEON : Targets.PORTABLE;
  }

  /** What its compiler needs to make use of the target. */
  List<String> options() {
    return target().equals(Targets.NEON) ? List.of("-march=armv8.2-a+dotprod") : List.of();
  }

  /** What a shared library is called. */
  String file(String library) {
    switch (system) {
      case MACOS:
        return "lib" + library + ".dylib";
      case WINDOWS:
        return library + ".dll";
      default:
        return "lib" + library + ".so";
    }
  }

  @Override
  public String toString() {
    return system + "-" + processor;
  }
}
