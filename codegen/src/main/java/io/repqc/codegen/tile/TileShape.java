package io.repqc.codegen.tile;

import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.codegen.portable.Plane;

/** The numbers of the {@code tile_convolution} of a layer, and its packed weights. */
final class TileShape {
  /** How many channels lie side by side in the packed weights. */
  static final int BLOCK = 16;

  /** The lanes of the longest vectors: so many levels may be read after the last. */
  static final int LONGEST = 16;

  /** The channels of the widest tile: two of the longest vectors. */
  private static final int WIDEST = 32;

  private static final int IMAGE = 0;
  private static final int ROW = 1;
  private static final int COLUMN = 2;

  private final Layer layer;
  private final Product product;
  private final Code code;
  private final Plane plane;
  private final int[] y;
  private final int[] other;
  private final int inputs;
  private final int channels;
  private final boolean joinsTaps;

  TileShape(Layer layer, Product product, Code code) {
    this.layer = layer;
    this.product = product;
    this.code = code;
    this.plane = new Plane(product, code);
    this.y = plane.strides(code.view(layer.result()));
    this.other =
        layer.finish().addition().map(added -> plane.strides(code.view(added.other()))).orElse(y);
    this.inputs = product.inputs() / product.groups();
    this.channels = product.outputs() / product.groups();
    this.joinsTaps =
        product.groups() == 1 && plane.x(COLUMN) == inputs && plane.dilation(1) == 1
            || plane.kernel(1) == 1;
  }

  /** Whether neighbouring channels are neighbours in memory. */
  boolean isDense() {
    return plane.x(Plane.CHANNEL) == 1 && y[Plane.CHANNEL] == 1 && other[Plane.CHANNEL] == 1;
  }

  /** The first tap of the first pixel. */
  Pointer x() {
    View view = code.view(product.x());
    return view.at(-plane.before(0) * plane.x(ROW) - plane.before(1) * plane.x(COLUMN));
  }

  private int length() {
    return joinsTaps ? plane.kernel(1) * inputs : inputs;
  }

  private int taps() {
    return joinsTaps ? 1 : plane.kernel(1);
  }

  private int depth() {
    return product.taps() * inputs;
  }

  Settings settings() {
    FloatSums sums = new FloatSums(product);
    return places(Settings.of("tile_convolution"))
        .with("groups", product.groups())
        .with("channels", channels)
        .with("lines", plane.kernel(0))
        .with("taps", taps())
        .with("length", length())
        .with("x_group", inputs)
        .with("x_line", plane.dilation(0) * plane.x(ROW))
        .with("x_tap", plane.dilation(1) * plane.x(COLUMN))
        .with("most", sums.most())
        .with("floats", sums.suffice(layer, code) ? 1 : 0)
        .with("finish", Finishing.settings(layer, code, product.shift()));
  }

  /** Where pixels lie, for the settings of a kernel. */
  Settings places(Settings settings) {
    Settings places =
        settings
            .with("images", product.images())
            .with("rows", plane.output(0))
            .with("columns", plane.output(1))
            .with("channels", product.outputs())
            .with("x_image", plane.x(IMAGE))
            .with("x_row", plane.stride(0) * plane.x(ROW))
            .with("x_column", plane.stride(1) * plane.x(COLUMN))
            .with("y_image", y[IMAGE])
            .with("y_row", y[ROW])
            .with("y_column", y[COLUMN]);
    return layer.finish().addition().isEmpty()
        ? places
        : places
            .with("other_image", other[IMAGE])
            .with("other_row", other[ROW])
            .with("other_column", other[COLUMN]);
  }

  /** How far a tap is from the first, in x. */
  int place(int tap) {
    int row = tap / plane.kernel(1) * plane.dilation(0);
    int column = tap % plane.kernel(1) * plane.dilation(1);
    return row * plane.x(ROW) + column * plane.x(COLUMN);
  }

  /** How many floats a tile's weights are. */
  long memory() {
    return (long) WIDEST * depth();
  }

  /** [groups][channels / 16][lines][taps][length][16], rounded up. */
  byte[] weights() {
    int[] weights = product.weights();
    int depth = depth();
    int blocks = (channels + BLOCK - 1) / BLOCK;
    byte[] packed = new byte[product.groups() * blocks * depth * BLOCK];
    for (int i = 0; i < weights.length; i++) {
      int output = i / depth;
      int block = output / channels * blocks + output % channels / BLOCK;
      packed[(block * depth + i % depth) * BLOCK + output % channels % BLOCK] = (byte) weights[i];
    }
    return packed;
  }
}
