package io.repqc.codegen.x86;

import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.portable.Plane;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The numbers of the {@code struct depthwise64x4} of a layer. */
final class Depthwise64x4Shape {
  private static final int IMAGE = 0;
  private static final int ROW = 1;
  private static final int COLUMN = 2;
  private static final int COLUMN_TAPS = 3;
  private static final int FOUR = 4;
  private static final int HALF_LANE = 8;

  /** What a vector takes whose taps are spread once for all pixels, where others take 64. */
  private static final int ROLLED = 40;

  private final Layer layer;
  private final Product product;
  private final Code code;
  private final Plane plane;
  private final int[] y;
  private final int[] other;
  private final int channels;

  Depthwise64x4Shape(Layer layer, Product product, Code code) {
    this.layer = layer;
    this.product = product;
    this.code = code;
    this.plane = new Plane(product, code);
    this.y = plane.strides(code.view(layer.result()));
    this.other =
        layer.finish().addition().map(added -> plane.strides(code.view(added.other()))).orElse(y);
    this.channels = product.outputs();
  }

  /** Whether neighbouring channels are neighbours in memory. */
  boolean isDense() {
    return plane.x(Plane.CHANNEL) == 1 && y[Plane.CHANNEL] == 1 && other[Plane.CHANNEL] == 1;
  }

  /** The first tap of the first pixel. */
  Pointer x() {
    return code.view(product.x())
        .at(-plane.before(0) * plane.x(ROW) - plane.before(1) * plane.x(COLUMN));
  }

  DepthwiseUnits units() {
    return new DepthwiseUnits(channels, joins(), taps(), group());
  }

  /** Where pixels leave much of their units' places empty, those of a row are joined. */
  private boolean joins() {
    if (plane.x(COLUMN) != channels || y[COLUMN] != channels || other[COLUMN] != channels) {
      return false;
    }
    if (plane.stride(1) > 1) {
      return channels >= HALF_LANE
          && channels < DepthwiseUnits.PLACES
          && DepthwiseUnits.PLACES % channels == 0;
    }
    int apart = new DepthwiseUnits(channels, false, taps(), group()).count();
    boolean rolls =
        product.taps() == COLUMN_TAPS * COLUMN_TAPS
            && group() == COLUMN_TAPS
            && plane.dilation(1) == 1;
    int cost = rolls ? apart * ROLLED / DepthwiseUnits.PLACES : apart;
    return channels < cost && DepthwiseUnits.canJoin(channels);
  }

  private int group() {
    return plane.kernel(0) == COLUMN_TAPS ? COLUMN_TAPS : FOUR;
  }

  /** By columns where a column of taps is a group, else by rows. */
  private int[] taps() {
    int rows = plane.kernel(0);
    int columns = plane.kernel(1);
    return IntStream.range(0, product.taps())
        .map(i -> group() == rows ? i % rows * columns + i / rows : i)
        .toArray();
  }

  Settings settings() {
    DepthwiseUnits units = units();
    Settings settings =
        Settings.of("depthwise64x4")
            .with("images", product.images())
            .with("rows", plane.output(0))
            .with("columns", plane.output(1))
            .with("channels", channels)
            .with("joined", units.joined() ? 1 : 0)
            .with("units", units.count() / DepthwiseUnits.PLACES)
            .with("taps", product.taps())
            .with("group", group())
            .with("x_image", plane.x(IMAGE))
            .with("x_row", plane.stride(0) * plane.x(ROW))
            .with("x_column", plane.stride(1) * plane.x(COLUMN))
            .with("y_image", y[IMAGE])
            .with("y_row", y[ROW])
            .with("y_column", y[COLUMN])
            .with("bounded", Finishing.largestFactor(layer) < 0.5 ? 1 : 0)
            .with("places", Arrays.stream(units.taps()).map(this::place).toArray())
            .with("finish", Finishing.settings(layer, code, product.shift()));
    return layer.finish().addition().isEmpty()
        ? settings
        : settings
            .with("other_image", other[IMAGE])
            .with("other_row", other[ROW])
            .with("other_column", other[COLUMN]);
  }

  /** How far a tap is from the first, in x. */
  private int place(int tap) {
    int row = tap / plane.kernel(1) * plane.dilation(0);
    int column = tap % plane.kernel(1) * plane.dilation(1);
    return row * plane.x(ROW) + column * plane.x(COLUMN);
  }
}
