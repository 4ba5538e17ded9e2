package io.repqc.codegen.cortex;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import java.util.List;

/** Convolutions that give one channel for each one that they read. */
final class CortexDepthwise extends CortexKernel {
  private static final int LEAST_CHANNELS = 4;

  /** How many channels are done together. */
  private static final int PART = 32;

  private static final List<Integer> WIDENED = List.of(3, 3);

  /** 3 by 3 weights of a channel, widened to 16 bits. */
  private static final int WIDENED_BYTES = 18;

  @Override
  public boolean fits(Layer layer) {
    if (!CortexLayer.fits(layer)) {
      return false;
    }
    Product product = Product.of(layer);
    return product.groups() == product.inputs()
        && product.groups() == product.outputs()
        && product.groups() >= LEAST_CHANNELS;
  }

  @Override
  void lower(CortexLayer cortex, Code code) {
    Product product = cortex.product();
    int channels = product.outputs();
    boolean widens = code.target().isas().contains(Isa.DSP) && product.kernel().equals(WIDENED);
    int part = Math.min(channels, PART);
    int widened = widens ? CortexLayer.roundUp(part) * WIDENED_BYTES : 0;
    cortex.call(
        "cortex_depthwise",
        cortex
            .result("cortex_depthwise")
            .with("windows", cortex.windows(channels))
            .with("finish", cortex.finish()),
        channelsLast(product.weights(), channels, product.taps()),
        code.scratch("window", Elements.INT8, widened + (long) part * product.taps()));
  }

  private static byte[] channelsLast(int[] weights, int channels, int taps) {
    byte[] packed = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      packed[i % taps * channels + i / taps] = (byte) weights[i];
    }
    return packed;
  }
}
