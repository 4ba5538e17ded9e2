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

/** Convolutions of each channel by itself, some pixels and a vector of channels at a time. */
final class TileDepthwise implements Kernel {
  private static final int BLOCK = TileShape.BLOCK;

  /** Floats hold as many products of any weights. */
  private static final int MOST_TAPS = 512;

  /** Those of columns that a stride leaves out are summed, too. */
  private static final int MOST_STRIDE = 4;

  private final Kernel alike = new DepthwiseConvolution();

  @Override
  public boolean fits(Layer layer) {
    return alike.fits(layer)
        && Product.of(layer).taps() <= MOST_TAPS
        && Product.of(layer).window().strides().stream().allMatch(each -> each <= MOST_STRIDE);
  }

  @Override
  public Border border(Layer layer) {
    Product product = Product.of(layer);
    return Plane.border(product, TileShape.LONGEST + DepthwiseBlocks.MOST * product.inputs());
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    TileShape shape = new TileShape(layer, code, true);
    if (!shape.isDense()) {
      PlainKernels.of(layer.op()).lower(layer, code);
      return;
    }
    DepthwiseBlocks blocks = shape.blocks();
    byte[] weights = weights(product, blocks, shape.pixels());
    Pointer other =
        layer.finish().addition().map(added -> code.view(added.other()).pointer()).orElse(null);
    Settings settings =
        shape
            .places(Settings.of("tile_depthwise"))
            .with("x_line", blocks.lineStep())
            .with("x_tap", blocks.tapStep())
            .with("places", blocks.places())
            .with("floats", new FloatSums(product).suffice(layer, code) ? 1 : 0)
            .with("finish", Finishing.settings(layer, code, product.shift()));
    code.call(
        "tile_depthwise_vector",
        settings,
        shape.with(),
        shape.x(),
        code.constant("weights", Elements.INT8, weights),
        other,
        code.view(layer.result()).pointer(),
        code.scratch("tiles", Elements.FLOAT, TileShape.SUMS + weights.length));
  }

  /** [channels / 16][taps of all blocks][16], rounded up, for each of neighbouring pixels. */
  private static byte[] weights(Product product, DepthwiseBlocks blocks, int pixels) {
    int[] weights = product.weights();
    int channels = product.outputs() * pixels;
    int taps = blocks.taps();
    byte[] packed = new byte[(channels + BLOCK - 1) / BLOCK * taps * BLOCK];
    for (int channel = 0; channel < channels; channel++) {
      int own = channel % product.outputs() * product.taps();
      for (int tap = 0; tap < product.taps(); tap++) {
        int at = channel / BLOCK * taps + blocks.index(tap);
        packed[at * BLOCK + channel % BLOCK] = (byte) weights[own + tap];
      }
    }
    return packed;
  }
}
