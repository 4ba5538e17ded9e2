package io.repqc.codegen.x86;

import io.repqc.codegen.Isa;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.codegen.portable.Plane;

/** The numbers of the {@code struct conv16x4} of a layer, and its packed weights. */
final class Conv16x4Shape {
  /** The channels of a block. */
  static final int LANES = 16;

  private static final int FOUR = 4;
  private static final int IMAGE = 0;
  private static final int ROW = 1;
  private static final int COLUMN = 2;

  /** How much of x is widened at a time, where a row is not more: what fits into a near cache. */
  private static final int WIDE_LEVELS = 48 << 10;

  private static final int WIDE_STEP = 16;

  private final Layer layer;
  private final Product product;
  private final Code code;
  private final Plane plane;
  private final int[] y;
  private final int[] other;
  private final int inputs;
  private final int channels;
  private final boolean joinsTaps;
  private final boolean joinsRows;

  Conv16x4Shape(Layer layer, Product product, Code code) {
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
    this.joinsRows =
        product.taps() == 1
            && joinRows(plane.stride(0) * plane.x(ROW), plane.stride(1) * plane.x(COLUMN))
            && joinRows(y[ROW], y[COLUMN])
            && joinRows(other[ROW], other[COLUMN]);
  }

  private boolean joinRows(int row, int column) {
    return row == column * plane.output(1) || plane.output(0) == 1;
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

  private int run() {
    return joinsTaps ? plane.kernel(1) * inputs : inputs;
  }

  private int taps() {
    return joinsTaps ? 1 : plane.kernel(1);
  }

  private int quads() {
    return (run() + FOUR - 1) / FOUR;
  }

  Settings settings(Isa isa) {
    int joined = joinedRows(isa);
    int columns = joined * plane.output(1);
    Tile tile = isa == Isa.PORTABLE ? Tile.ONE : tile(isa, columns);
    Settings settings =
        Settings.of("conv16x4")
            .with("images", product.images())
            .with("rows", plane.output(0) / joined)
            .with("columns", columns)
            .with("groups", product.groups())
            .with("channels", channels)
            .with("lines", plane.kernel(0))
            .with("taps", taps())
            .with("run", run())
            .with("x_image", plane.x(IMAGE))
            .with("x_row", joined * plane.stride(0) * plane.x(ROW))
            .with("x_column", plane.stride(1) * plane.x(COLUMN))
            .with("x_group", inputs)
            .with("x_line", plane.dilation(0) * plane.x(ROW))
            .with("x_tap", plane.dilation(1) * plane.x(COLUMN))
            .with("y_image", y[IMAGE])
            .with("y_row", joined * y[ROW])
            .with("y_column", y[COLUMN])
            .with("pixels", tile.pixels())
            .with("vectors", tile.vectors())
            .with("splits", tile.splits())
            .with("abreast", abreast())
            .with("band", band(joined))
            .with("bounded", Finishing.largestFactor(layer) < 0.5 ? 1 : 0)
            .with("finish", Finishing.settings(layer, code, product.shift()));
    return layer.finish().addition().isEmpty()
        ? settings
        : settings
            .with("other_image", other[IMAGE])
            .with("other_row", joined * other[ROW])
            .with("other_column", other[COLUMN]);
  }

  private Tile tile(Isa isa, int columns) {
    return Tile.best(isa, columns, channels, plane.kernel(0) * taps() * quads(), abreast());
  }

  private boolean isOnePixel() {
    return plane.output(0) * plane.output(1) == 1;
  }

  private int blocks() {
    return (channels + LANES - 1) / LANES;
  }

  /** How many blocks lie side by side: where each weight is read once, those of a tile. */
  private int abreast() {
    int abreast = isOnePixel() ? Math.min(blocks(), Cycles.mostBlocks(code.target().isas())) : 1;
    while (blocks() % abreast != 0) {
      abreast--;
    }
    return abreast;
  }

  /** How many rows are one: all, or for AVX2 as many as are widened at a time. */
  private int joinedRows(Isa isa) {
    int rows = joinsRows ? plane.output(0) : 1;
    while (isa == Isa.AVX2
        && rows > 1
        && (plane.output(0) % rows != 0 || levels(rows, 1) > WIDE_LEVELS)) {
      rows--;
    }
    return rows;
  }

  /** How many rows are widened at a time. */
  private int band(int joined) {
    int band = plane.output(0) / joined;
    while (band > 1 && levels(joined, band) > WIDE_LEVELS) {
      band--;
    }
    return band;
  }

  /** What a band of joined rows sees, from the first level to the last. */
  private int levels(int joined, int band) {
    int levels =
        ((joined * plane.output(1)) - 1) * plane.stride(1) * plane.x(COLUMN)
            + (band - 1) * joined * plane.stride(0) * plane.x(ROW)
            + (plane.kernel(0) - 1) * plane.dilation(0) * plane.x(ROW)
            + (taps() - 1) * plane.dilation(1) * plane.x(COLUMN)
            + (product.groups() - 1) * inputs
            + quads() * FOUR;
    return (levels + WIDE_STEP - 1) / WIDE_STEP * WIDE_STEP;
  }

  String kernel(Isa isa) {
    return (isa == Isa.AVX2 && isOnePixel() ? "linear16x4" : "conv16x4") + isa.suffix();
  }

  /** What the kernel for AVX2 needs: x in 16 bits, or in two halves. */
  long scratchBytes() {
    if (isOnePixel()) {
      return 2L * (plane.kernel(0) * taps() * quads() * FOUR + WIDE_STEP - FOUR);
    }
    int joined = joinedRows(Isa.AVX2);
    return (long) Short.BYTES * levels(joined, band(joined));
  }

  /** [groups][channels / 16 / abreast][lines][taps][run / 4][abreast][16][4], rounded up. */
  byte[] weights() {
    int[] weights = product.weights();
    int runs = plane.kernel(0) * taps();
    int run = run();
    int quads = quads();
    int abreast = abreast();
    byte[] packed = new byte[product.groups() * blocks() * runs * quads * LANES * FOUR];
    for (int i = 0; i < weights.length; i++) {
      int output = i / (runs * run);
      int block = output / channels * blocks() + output % channels / LANES;
      int quad = (block / abreast * runs + i / run % runs) * quads + i % run / FOUR;
      int at = quad * abreast + block % abreast;
      packed[(at * LANES + output % channels % LANES) * FOUR + i % run % FOUR] = (byte) weights[i];
    }
    return packed;
  }
}
