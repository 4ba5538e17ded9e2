package io.repqc.codegen.tile;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Border;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.PlainKernels;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.portable.DepthwiseConvolution;
import io.repqc.codegen.portable.Plane;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Convolutions of each channel by itself, some pixels and a vector of channels at a time. */
final class TileDepthwise implements Kernel {
  private static final int BLOCK = TileShape.BLOCK;

  /** Floats hold as many products of any weights. */
  private static final int MOST_TAPS = 512;

  private final Kernel alike = new DepthwiseConvolution();

  @Override
  public boolean fits(Layer layer) {
    return alike.fits(layer) && Product.of(layer).taps() <= MOST_TAPS;
  }

  @Override
  public Border border(Layer layer) {
    return Plane.border(Product.of(layer), TileShape.LONGEST);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    TileShape shape = new TileShape(layer, product, code);
    if (!shape.isDense()) {
      PlainKernels.of(layer.op()).lower(layer, code);
      return;
    }
    int[] bias = product.foldedBias(code.zero(product.x()));
    Settings with = Finishing.with(layer, code, Arrays.copyOf(bias, bias.length + BLOCK));
    byte[] weights = weights(product);
    Pointer other =
        layer.finish().addition().map(added -> code.view(added.other()).pointer()).orElse(null);
    Settings settings =
        shape
            .places(Settings.of("tile_depthwise"))
            .with("places", IntStream.range(0, product.taps()).map(shape::place).toArray())
            .with("floats", new FloatSums(product).suffice(layer, code) ? 1 : 0)
            .with("finish", Finishing.settings(layer, code, product.shift()));
    code.call(
        "tile_depthwise_vector",
        settings,
        with,
        shape.x(),
        code.constant("weights", Elements.INT8, weights),
        other,
        code.view(layer.result()).pointer(),
        code.scratch("weights", Elements.FLOAT, weights.length));
  }

  /** [channels / 16][taps][16], rounded up. */
  private static byte[] weights(Product product) {
    int[] weights = product.weights();
    int taps = product.taps();
    byte[] packed = new byte[(product.outputs() + BLOCK - 1) / BLOCK * taps * BLOCK];
    for (int i = 0; i < weights.length; i++) {
      int channel = i / taps;
      packed[(channel / BLOCK * taps + i % taps) * BLOCK + channel % BLOCK] = (byte) weights[i];
    }
    return packed;
  }
}
