package io.repqc.codegen.plane;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.codegen.portable.Plane;
import java.util.Objects;
import java.util.stream.Stream;

/** Convolutions and linear layers over all output channels of a group at once. */
final class ChannelConvolution implements Kernel {
  private static final int TERMS = 5;

  /** Weights that are summed for all places, before others are. */
  private static final int ROUND = 4 * TERMS;

  /** Places at once, and numbers of all of them. */
  private static final int MOST_PLACES = 48;

  private static final int MOST_NUMBERS = 32768;

  /** Planes for the numbers of channels, and for what is added. */
  private static final int MORE_PLANES = 5;

  @Override
  public boolean fits(Layer layer) {
    Product product = Product.of(layer);
    return product != null && Plane.fits(product);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    int outputs = product.outputs() / product.groups();
    int length = product.depth();
    int longest = Math.max(outputs, length + TERMS);
    int all = product.images() * plane.output(0) * plane.output(1);
    int places = Math.min(all, Math.max(1, Math.min(MOST_PLACES, MOST_NUMBERS / longest)));
    FloatSums sums = new FloatSums(product, (length + ROUND - 1) / ROUND, i -> i / ROUND);
    int chunk = sums.chunk(layer, code);
    Settings settings =
        LaneSettings.strided("channel_convolution", layer, product, plane, code)
            .with("groups", product.groups())
            .with("inputs", product.inputs() / product.groups())
            .with("outputs", outputs)
            .with("places", places)
            .with("chunk", chunk)
            .with("finish", sums.finish(layer, code));
    if (isOneRow(product, plane, code, other)) {
      int[] size = {1, plane.output(0) * plane.output(1)};
      settings = settings.with("x_size", size).with("y_size", size);
    }
    code.call(
        "channel_convolution",
        settings,
        Finishing.with(layer, code, product.foldedBias(code.zero(product.x()))),
        code.view(product.x()).pointer(),
        code.constant("weights", Elements.INT8, rows(product)),
        other == null ? null : other.pointer(),
        code.view(layer.result()).pointer(),
        code.planes(places * (chunk > 0 ? 3 : 2) + MORE_PLANES, longest));
  }

  /** Whether all rows are as one: places meet one pixel each, and lie one after the other. */
  private static boolean isOneRow(Product product, Plane plane, Code code, View other) {
    boolean isPointwise =
        product.taps() == 1
            && product.input().equals(product.output())
            && plane.stride(0) == 1
            && plane.stride(1) == 1
            && plane.before(0) == 0
            && plane.before(1) == 0;
    return isPointwise
        && Stream.of(code.view(product.x()), code.view(product.layer().result()), other)
            .filter(Objects::nonNull)
            .map(plane::strides)
            .allMatch(strides -> strides[1] == strides[2] * plane.output(1));
  }

  /** From [outputs][kernel][inputs] to [groups][kernel][inputs][outputs]. */
  private static byte[][] rows(Product product) {
    int[] weights = product.weights();
    int length = product.depth();
    int outputs = product.outputs() / product.groups();
    byte[][] rows = new byte[product.groups() * length][outputs];
    for (int i = 0; i < weights.length; i++) {
      int output = i / length;
      rows[output / outputs * length + i % length][output % outputs] = (byte) weights[i];
    }
    return rows;
  }
}
