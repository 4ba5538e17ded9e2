package io.repqc.codegen.plane;

import io.repqc.codegen.lower.Kernel;
import java.util.List;

/** The ways to compute layers in plain Java, the best first. */
public final class PlaneKernels {
  private PlaneKernels() {}

  public static List<Kernel> all() {
    return List.of(
        new PlaneEncode(),
        new ChannelDepthwise(),
        new SpreadConvolution(),
        new PlaneConvolution(),
        new ChannelConvolution());
  }
}
