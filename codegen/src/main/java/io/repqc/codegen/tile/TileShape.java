package io.repqc.codegen.tile;

import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.codegen.portable.Plane;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The numbers of a layer for tiles, and its packed weights. Neighbouring pixels of few channels are
 * one pixel of more, which fill a vector.
 */
final class TileShape {
  /** How many channels lie side by side in the packed weights. */
  static final int BLOCK = 16;

  /** The lanes of the longest vectors: so many levels may be read after the last. */
  static final int LONGEST = 16;

  /** The channels of the widest tile: two of the longest vectors. */
  private static final int WIDEST = 32;

  /** Those of all pixels that are finished together, each in the widest tile; and two more. */
  static final int SUMS = 48 * WIDEST + 2 * LONGEST;

  /** So many weights of an output stay in the nearest cache. */
  private static final int MOST_JOINED = 256;

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
  private final int pixels;
  private final boolean isTurned;
  private final boolean joinsTaps;

  /** Of a convolution of each channel by itself, or of one that sums over channels. */
  TileShape(Layer layer, Code code, boolean isDepthwise) {
    this.layer = layer;
    this.product = Product.of(layer);
    this.code = code;
    this.plane = new Plane(product, code);
    this.y = plane.strides(code.view(layer.result()));
    this.other =
        layer.finish().addition().map(added -> plane.strides(code.view(added.other()))).orElse(y);
    this.inputs = product.inputs() / product.groups();
    this.joinsTaps =
        product.groups() == 1 && plane.x(COLUMN) == inputs && plane.dilation(1) == 1
            || plane.kernel(1) == 1;
    this.pixels =
        IntStream.rangeClosed(1, Math.max(1, BLOCK / product.outputs()))
            .filter(count -> plane.output(1) % count == 0)
            .filter(count -> count == 1 || lieSideBySide())
            .filter(count -> isDepthwise ? count == 1 || plane.stride(1) == 1 : isCheap(count))
            .max()
            .orElseThrow();
    this.isTurned =
        isDepthwise
            && pixels == 1
            && plane.output(0) > plane.output(1)
            && DepthwiseBlocks.canTurn(plane);
  }

  private boolean lieSideBySide() {
    return plane.x(COLUMN) == product.inputs()
        && y[COLUMN] == product.outputs()
        && other[COLUMN] == product.outputs();
  }

  /** Whether so many pixels do not need more products, with zeros, as one. */
  private boolean isCheap(int count) {
    int columns = columns(count);
    return count == 1
        || product.groups() == 1
            && plane.dilation(1) == 1
            && columns <= count * plane.kernel(1)
            && plane.kernel(0) * columns * inputs <= MOST_JOINED;
  }

  /** How many columns the kernels of so many pixels meet. */
  private int columns(int count) {
    return plane.kernel(1) + (count - 1) * plane.stride(1);
  }

  /** As how many pixels one is computed. */
  int pixels() {
    return pixels;
  }

  /** Along the longer axis of a convolution of each channel. */
  DepthwiseBlocks blocks() {
    return new DepthwiseBlocks(plane, isTurned);
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
    return joinsTaps ? columns(pixels) * inputs : inputs;
  }

  private int taps() {
    return joinsTaps ? 1 : plane.kernel(1);
  }

  /** Of a group. */
  private int channels() {
    return product.outputs() / product.groups() * pixels;
  }

  private int depth() {
    return plane.kernel(0) * taps() * length();
  }

  /** Biases and factors for channels that fill the last block, too. */
  Settings with() {
    int[] own = product.foldedBias(code.zero(product.x()));
    int channels = own.length * pixels;
    int[] bias = new int[channels + BLOCK];
    Arrays.setAll(bias, i -> i < channels ? own[i % own.length] : 0);
    return Finishing.with(layer, code, bias);
  }

  Settings settings() {
    FloatSums sums = new FloatSums(product);
    return places(Settings.of("tile_convolution"))
        .with("groups", product.groups())
        .with("channels", channels())
        .with("lines", plane.kernel(0))
        .with("taps", taps())
        .with("length", length())
        .with("x_group", inputs)
        .with("x_line", plane.dilation(0) * plane.x(ROW))
        .with("x_tap", plane.dilation(1) * plane.x(COLUMN))
        .with("most", sums.most(depth()))
        .with("floats", sums.suffice(layer, code) ? 1 : 0)
        .with("finish", Finishing.settings(layer, code, product.shift()));
  }

  /** Where pixels lie, for the settings of a kernel. */
  Settings places(Settings settings) {
    int row = isTurned ? 1 : 0;
    int column = 1 - row;
    Settings places =
        settings
            .with("images", product.images())
            .with("rows", plane.output(row))
            .with("columns", plane.output(column) / pixels)
            .with("channels", product.outputs() * pixels)
            .with("x_image", plane.x(IMAGE))
            .with("x_row", plane.stride(row) * plane.x(ROW + row))
            .with("x_column", plane.stride(column) * plane.x(ROW + column) * pixels)
            .with("y_image", y[IMAGE])
            .with("y_row", y[ROW + row])
            .with("y_column", y[ROW + column] * pixels);
    return layer.finish().addition().isEmpty()
        ? places
        : places
            .with("other_image", other[IMAGE])
            .with("other_row", other[ROW + row])
            .with("other_column", other[ROW + column] * pixels);
  }

  /** How many floats the sums and weights of tiles are. */
  long memory() {
    return SUMS + (long) WIDEST * depth();
  }

  /** [groups][channels / 16][lines][taps][length][16], rounded up. */
  byte[] weights() {
    int[] weights = product.weights();
    int outputs = product.outputs();
    int depth = depth();
    int blocks = (channels() + BLOCK - 1) / BLOCK;
    byte[] packed = new byte[product.groups() * blocks * depth * BLOCK];
    for (int i = 0; i < outputs * pixels; i++) {
      int channel = i % channels();
      int block = i / channels() * blocks + channel / BLOCK;
      for (int j = 0; j < product.depth(); j++) {
        int at = (block * depth + place(j, i / outputs)) * BLOCK + channel % BLOCK;
        packed[at] = (byte) weights[i % outputs * product.depth() + j];
      }
    }
    return packed;
  }

  /** Where a weight of a pixel is among all that are summed. */
  private int place(int weight, int pixel) {
    int line = plane.kernel(1) * inputs;
    return weight / line * columns(pixels) * inputs
        + pixel * plane.stride(1) * inputs
        + weight % line;
  }
}
