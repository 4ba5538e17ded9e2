package io.repqc.tests.nativecode;

import io.repqc.codegen.Language;
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
 * @param few on how many random networks every build tries it
 * @param many and on how many one that tries all
 */
record Machine(
    String name, Target target, CCompiler compiler, List<String> flags, int few, int many) {
  private static final int FEW = 60;
  private static final int SOME = 100;
  private static final int MANY = 500;
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

  /** Targets whose instructions SIMDe emulates, with what machines then seem to have. */
  private static final Map<String, List<String>> EMULATED =
      Map.of(
          "x86-avxvnni", List.of("AVXVNNI"),
          "x86-avx512vnni", List.of("AVX512VNNI"),
          "x86", List.of("AVX2", "AVXVNNI"));

  private static final Map<String, CCompiler> OTHERS =
      Map.of(
          "arm-neon-dotprod",
          CCompiler.GCC_FOR_AARCH64.with("-march=armv8.2-a+dotprod"),
          "cortex-m4",
          Boards.CORTEX_M4,
          "cortex-m55",
          Boards.CORTEX_M55);

  /** Every target on this machine, which all run on; then on those that they are for. */
  static List<Machine> all() {
    List<Machine> machines = new ArrayList<>();
    for (Target target : Targets.of(Language.C)) {
      String name = target.name();
      machines.add(here(target));
      EMULATED
          .getOrDefault(name, List.of())
          .forEach(instructions -> machines.add(emulated(target, instructions)));
      if (OTHERS.containsKey(name)) {
        int many = name.startsWith("cortex") ? SOME : MANY;
        machines.add(new Machine(name + " by qemu", target, OTHERS.get(name), PLAIN, 0, many));
      }
    }
    return machines;
  }

  private static Machine here(Target target) {
    boolean isOfUse = target.equals(Targets.PORTABLE) || target.equals(Targets.X86_AVX2);
    int few = isOfUse ? FEW : 0;
    int many = OTHERS.containsKey(target.name()) ? SOME : MANY;
    return new Machine(target + " here", target, CCompiler.GCC, PLAIN, few, many);
  }

  private static Machine emulated(Target target, String instructions) {
    String headers =
        new File(Machine.class.getResource("/simde/immintrin.h").getPath()).getParent();
    List<String> flags = List.of("-I" + headers, "-DEMULATED=WITH_" + instructions, "-Wno-psabi");
    String name = "%s, %s by SIMDe".formatted(target, instructions);
    int many = target.equals(Targets.X86) ? SOME : MANY;
    return new Machine(name, target, CCompiler.GCC, CCompiler.join(PLAIN, flags), 0, many);
  }

  /** Whether every build tries it, and not only one that tries all. */
  boolean always() {
    return few > 0;
  }

  /** Says so on the console where the compiler or an emulator is absent. */
  boolean isThere() {
    boolean isThere = compiler.isPresent() && (!isEmulated() || hasEmulator());
    if (!isThere) {
      System.err.println("SKIPPED: generated code for " + name + ", which is not there");
    }
    return isThere;
  }

  /** The flags that the compiler takes for networks, which run once where twice is too much. */
  List<String> flags(GeneratedModels models) {
    return holds(2 * models.memory()) ? flags : CCompiler.join(flags, List.of("-DTWINS=1"));
  }

  private boolean holds(long bytes) {
    return !compiler.equals(Boards.CORTEX_M4) || bytes < Boards.CORTEX_M4_MEMORY;
  }

  /** Says so on the console where networks are larger than the machine. */
  boolean holds(GeneratedModels models) {
    boolean holds = holds(models.memory());
    if (!holds) {
      System.err.println(
          "SKIPPED: " + models.samples().get(0).name() + " is too large for " + name);
    }
    return holds;
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
