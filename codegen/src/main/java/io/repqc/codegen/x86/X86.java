package io.repqc.codegen.x86;

import io.repqc.codegen.Isa;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import java.util.EnumSet;
import java.util.Set;

/** Calls that all x86 processors with vectors make alike. */
final class X86 {
  private X86() {}

  /** A kernel in AVX2 for all of them, and its portable reading. */
  static void call(Code code, String kernel, Settings settings, Object... arguments) {
    Set<Isa> vectors = EnumSet.copyOf(code.target().isas());
    vectors.remove(Isa.PORTABLE);
    code.call(vectors, kernel + Isa.AVX2.suffix(), settings, arguments);
    code.call(EnumSet.of(Isa.PORTABLE), kernel, settings, arguments);
  }
}
