package io.repqc.tests.nativecode;

import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What generated code is tried on: this machine, or one that is emulated here.
 *
 * @param flags those that its compiler takes
 * @param always whether every build tries it, and not only one that tries all
 */
record Machine(String name, Target target, CCompiler compiler, List<String> flags, boolean always) {
  private static final List<String> PLAIN =
      List.of(
          "-std=c99",
          "-O1",
          "-Wall",
          "-Wextra",
          "-Wconversion",
          "-Wshadow",
          "-pedantic",
          "-Werror");

  /** Targets whose instructions SIMDe emulates, with what the machine then seems to have. */
  private static final Map<String, String> EMULATED =
      Map.of("x86-avxvnni", "WITH_AVXVNNI", "x86-avx512vnni", "WITH_AVX512VNNI");

  /** Every target on this machine, where some run as on any; then on those that they are for. */
  static List<Machine> all() {
    List<Machine> machines = new ArrayList<>();
    for (Target target : Targets.all()) {
      boolean always = List.of("portable", "x86-avx2").contains(target.name());
      machines.add(new Machine(target + " here", target, CCompiler.GCC, PLAIN, always));
      if (EMULATED.containsKey(target.name())) {
        machines.add(emulated(target, EMULATED.get(target.name())));
      }
      if (target.name().equals("arm-neon-dotprod")) {
        List<String> flags = CCompiler.join(PLAIN, List.of("-march=armv8.2-a+dotprod"));
        machines.add(
            new Machine(target + " by qemu", target, CCompiler.GCC_FOR_AARCH64, flags, false));
      }
    }
    return machines;
  }

  private static Machine emulated(Target target, String instructions) {
    String headers =
        new File(Machine.class.getResource("/simde/immintrin.h").getPath()).getParent();
    List<String> flags = List.of("-I" + headers, "-DEMULATED=" + instructions, "-Wno-psabi");
    return new Machine(
        target + " by SIMDe", target, CCompiler.GCC, CCompiler.join(PLAIN, flags), false);
  }

  /** Says so on the console where the compiler or an emulator is absent. */
  boolean isThere() {
    boolean isThere = compiler.isPresent() && (!isEmulated() || hasEmulator());
    if (!isThere) {
      System.err.println("SKIPPED: generated code for " + name + ", which is not there");
    }
    return isThere;
  }

  private boolean isEmulated() {
    return flags.stream().anyMatch(flag -> flag.startsWith("-DEMULATED"));
  }

  private boolean hasEmulator() {
    List<String> words =
        List.of("-fsyntax-only", "-include", "simde/x86/avx512.h", "-xc", "/dev/null");
    return compiler.tryToCompile(Path.of("."), words).status() == 0;
  }
}
