package io.repqc.codegen;

import io.repqc.codegen.cortex.CortexKernels;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.plane.PlaneKernels;
import io.repqc.codegen.portable.DepthwiseConvolution;
import io.repqc.codegen.portable.DotConvolution;
import io.repqc.codegen.portable.LaneConvolution;
import io.repqc.codegen.tile.TileKernels;
import io.repqc.codegen.x86.X86Kernels;
import java.util.ArrayList;
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
          Language.C,
          false,
          true,
          List.of(Isa.PORTABLE),
          List.of(new LaneConvolution(), new DepthwiseConvolution(), new DotConvolution()));

  public static final Target NEON =
      new Target(
          "arm-neon-dotprod",
          "64-bit Arm cores with dot products: Cortex-A55, A76, Apple M1, ...",
          Language.C,
          true,
          true,
          List.of(Isa.NEON, Isa.PORTABLE),
          DOTS);

  public static final Target CORTEX_M4 =
      new Target(
          "cortex-m4",
          "Arm cores with the DSP extension: Cortex-M4, M7, M33, ...",
          Language.C,
          false,
          true,
          List.of(Isa.DSP, Isa.PORTABLE),
          CortexKernels.dsp());

  public static final Target CORTEX_M55 =
      new Target(
          "cortex-m55",
          "Arm cores with Helium: Cortex-M52, M55, M85, ...",
          Language.C,
          true,
          true,
          List.of(Isa.MVE, Isa.PORTABLE),
          CortexKernels.mve());

  public static final Target X86_AVX2 = x86("x86-avx2", "x86-64 with AVX2", Isa.AVX2);
  public static final Target X86_AVXVNNI = x86("x86-avxvnni", "x86-64 with AVX-VNNI", Isa.AVXVNNI);
  public static final Target X86_AVX512VNNI =
      x86("x86-avx512vnni", "x86-64 with AVX512-VNNI", Isa.AVX512VNNI);
  public static final Target X86 =
      x86(
          "x86",
          "x86-64, by what the processor has when it runs",
          Isa.AVX512VNNI,
          Isa.AVXVNNI,
          Isa.AVX2);

  public static final Target JAVA_PLAIN =
      new Target(
          "java-plain",
          "Java 17 or later, any JVM",
          Language.JAVA,
          false,
          false,
          List.of(Isa.PORTABLE),
          PlaneKernels.all());

  public static final Target JAVA_VECTOR =
      new Target(
          "java-vector",
          "Java 17 or later with the Vector API",
          Language.JAVA,
          false,
          true,
          List.of(Isa.VECTOR),
          TileKernels.all());

  private static final List<Target> ALL =
      List.of(
          PORTABLE,
          X86_AVX2,
          X86_AVXVNNI,
          X86_AVX512VNNI,
          X86,
          NEON,
          CORTEX_M4,
          CORTEX_M55,
          JAVA_PLAIN,
          JAVA_VECTOR);

  private Targets() {}

  private static Target x86(String name, String about, Isa... isas) {
    List<Isa> all = new ArrayList<>(List.of(isas));
    all.add(Isa.PORTABLE);
    return new Target(name, about, Language.C, false, true, all, X86Kernels.all());
  }

  public static List<Target> of(Language language) {
    return ALL.stream().filter(target -> target.language() == language).toList();
  }

  public static Optional<Target> named(String name) {
    return ALL.stream().filter(target -> target.name().equals(name)).findFirst();
  }
}
