package io.repqc.codegen.tile;

import io.repqc.codegen.lower.Kernel;
import java.util.List;

/** The ways to compute layers in the Vector API, the best first. */
public final class TileKernels {
  private TileKernels() {}

  public static List<Kernel> all() {
    return List.of(new VectorEncode(), new TileDepthwise(), new TileConvolution());
  }
}
