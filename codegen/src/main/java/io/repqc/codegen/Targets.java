package io.repqc.codegen;

import io.repqc.codegen.cortex.CortexKernels;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.portable.DepthwiseConvolution;
import io.repqc.codegen.portable.DotConvolution;
import java.util.List;
import java.util.Optional;

/** All targets. */
public final class Targets {
  private static final List<Kernel> DOTS =
      List.of(new DepthwiseConvolution(), new DotConvolution());

  public static final Target PORTABLE =
      new Target(
          "portable",
          "C99 for any machine; compilers vectorize it",
          false,
          List.of(Isa.PORTABLE),
          DOTS);

  public static final Target NEON =
      new Target(
          "arm-neon-dotprod",
          "64-bit Arm cores with dot products: Cortex-A55, A76, Apple M1, ...",
          true,
          List.of(Isa.NEON, Isa.PORTABLE),
          DOTS);

  public static final Target CORTEX_M4 =
      new Target(
          "cortex-m4",
          "Arm cores with the DSP extension: Cortex-M4, M7, M33, ...",
          false,
          List.of(Isa.DSP, Isa.PORTABLE),
          CortexKernels.dsp());

  public static final Target CORTEX_M55 =
      new Target(
          "cortex-m55",
          "Arm cores with Helium: Cortex-M52, M55, M85, ...",
          true,
          List.of(Isa.MVE, Isa.PORTABLE),
          CortexKernels.mve());

  private static final List<Target> ALL = List.of(PORTABLE, NEON, CORTEX_M4, CORTEX_M55);

  private Targets() {}

  public static List<Target> all() {
    return ALL;
  }

  public static Optional<Target> named(String name) {
    return ALL.stream().filter(target -> target.name().equals(name)).findFirst();
  }
}
