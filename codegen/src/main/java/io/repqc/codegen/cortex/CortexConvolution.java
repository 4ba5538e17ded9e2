package io.repqc.codegen.cortex;

import io.repqc.codegen.Isa;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;

/** Convolutions with any number of groups, and linear layers of many vectors. */
final class CortexConvolution implements Kernel {
  /** Of each tap: a byte of one window, and 16 bits of four. */
  private static final int SPREAD = 9;

  @Override
  public boolean fits(Layer layer) {
    return CortexLayer.fits(layer);
  }

  @Override
  public void lower(Layer layer, Code code) {
    CortexLayer cortex = new CortexLayer(layer, code);
    Product product = cortex.product();
    int channels = product.inputs() / product.groups();
    int used = product.taps() * channels;
    int taps = CortexLayer.roundUp(used);
    boolean spreads = code.target().isas().contains(Isa.DSP);
    cortex.call(
        "cortex_convolution",
        cortex
            .result("cortex_convolution")
            .with("groups", product.groups())
            .with("outputs", product.outputs() / product.groups())
            .with("taps", taps)
            .with("windows", cortex.windows(channels))
            .with("finish", cortex.finish()),
        filledUp(product.weights(), used, taps),
        code.scratch("windows", (long) taps * (spreads ? SPREAD : 1)));
  }

  private static byte[] filledUp(int[] weights, int used, int taps) {
    byte[] packed = new byte[weights.length / used * taps];
    for (int i = 0; i < weights.length; i++) {
      packed[i / used * taps + i % used] = (byte) weights[i];
    }
    return packed;
  }
}
