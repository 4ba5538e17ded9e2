package io.repqc.codegen.x86;

import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.portable.DepthwiseConvolution;
import java.util.List;

/** The ways to compute layers on x86 processors, the best first. */
public final class X86Kernels {
  private X86Kernels() {}

  public static List<Kernel> all() {
    return List.of(
        new ImageEncode(),
        new RowsReduce(),
        new Depthwise64x4(),
        new DepthwiseConvolution(),
        new Conv16x4());
  }
}
