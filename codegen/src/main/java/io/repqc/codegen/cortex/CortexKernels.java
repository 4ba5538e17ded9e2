package io.repqc.codegen.cortex;

import io.repqc.codegen.lower.Kernel;
import java.util.List;

/** The ways to compute layers on Cortex-M, the best first. */
public final class CortexKernels {
  private CortexKernels() {}

  /** Those for cores with the DSP extension. */
  public static List<Kernel> dsp() {
    return List.of(new CortexLinear(), new CortexDepthwise(), new CortexConvolution());
  }

  /** Those for cores with Helium, to which a linear layer is a convolution like others. */
  public static List<Kernel> mve() {
    return List.of(new CortexDepthwise(), new CortexConvolution());
  }
}
