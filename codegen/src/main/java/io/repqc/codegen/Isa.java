package io.repqc.codegen;

/**
 * A set of instructions that kernels are written for. Its kernels have its suffix.
 *
 * <p>Where a compiler can make code for it, a guard says; whether the machine has it, a function of
 * isa_x86.h does, or, where that is empty, the guard as well.
 */
public enum Isa {
  AVX512VNNI("_avx512vnni", "X86", "has_avx512vnni", "FOR_AVX512VNNI "),
  AVXVNNI("_avxvnni", "X86", "has_avxvnni", "FOR_AVXVNNI "),
  AVX2("_avx2", "X86", "has_avx2", "FOR_AVX2 "),
  NEON("_neon", "(defined(__aarch64__) && defined(__ARM_FEATURE_DOTPROD))", "", ""),
  DSP("_dsp", "defined(__ARM_FEATURE_DSP) && defined(__thumb2__)", "", ""),
  MVE("_mve", "defined(__ARM_FEATURE_MVE)", "", ""),
  /** The Vector API of Java. */
  VECTOR("_vector", "", "", ""),

  /** What every C compiler has, and every JVM. */
  PORTABLE("", "", "", "");

  private final String suffix;
  private final String guard;
  private final String test;
  private final String attribute;

  Isa(String suffix, String guard, String test, String attribute) {
    this.suffix = suffix;
    this.guard = guard;
    this.test = test;
    this.attribute = attribute;
  }

  public String suffix() {
    return suffix;
  }

  /** The condition for the preprocessor under which compilers make such code. */
  public String guard() {
    return guard;
  }

  /**
   * The function that says whether the machine has it, or empty if it has where the guard holds.
   */
  public String test() {
    return test;
  }

  /**
   * What a function begins with whose calls are inlined, and a space; empty if nothing is needed.
   */
  public String attribute() {
    return attribute;
  }
}
