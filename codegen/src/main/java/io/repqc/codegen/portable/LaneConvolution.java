package io.repqc.codegen.portable;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.ir.op.Convolution;
import java.util.List;
import java.util.Optional;

/** Convolutions of short windows, over many outputs of neighbouring pixels at once. */
public final class LaneConvolution implements Kernel {
  private static final int LANES = 16;
  private static final int PIXELS = 4;
  private static final int RUN = 64;
  private static final int EXACT = 4;

  /** The longest window for which dot products, whose vectors are summed in the end, are slower. */
  private static final int MOST_DEPTH = 32;

  /** The shortest run of levels that is worth loading and storing sums for. */
  private static final int LEAST_RUN = 8;

  /** What weights may take when they are copied, in bytes. */
  private static final int MOST_WEIGHTS = 1 << 15;

  @Override
  public boolean fits(Layer layer) {
    Product product = layer.op() instanceof Convolution ? Product.of(layer) : null;
    return product != null
        && product.groups() == 1
        && product.outputs() % LANES == 0
        && product.depth() <= MOST_DEPTH
        && EXACT * product.outputs() * product.depth() <= MOST_WEIGHTS
        && Plane.fits(product)
        && product.output().get(product.output().size() - 1) >= PIXELS
        && product.fitsStored(0, Plane.MOST_LEVEL);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View y = code.view(layer.result());
    Optional<View> other = layer.finish().addition().map(added -> code.view(added.other()));
    Settings rows = rows(plane);
    boolean isShort = (int) rows.fields().get("run") < LEAST_RUN;
    if (isShort || !isDense(product, plane, y, other)) {
      new DotConvolution().lower(layer, code);
      return;
    }
    List<View> views = other.map(view -> List.of(y, view)).orElse(List.of(y));
    int outputs = product.outputs();
    boolean joined =
        outputs <= RUN && views.stream().allMatch(view -> plane.strides(view)[2] == outputs);
    Settings settings =
        rows.with("images", product.images())
            .with("outputs", outputs)
            .with("joined", joined ? 1 : 0)
            .with("y", firstThree(plane, y))
            .with("zero", code.zero(product.x()))
            .with("finish", Finishing.settings(layer, code, product.shift()));
    if (other.isPresent()) {
      settings = settings.with("other", firstThree(plane, other.get()));
    }
    int[] bias = product.foldedBias(code.zero(product.x()));
    code.call(
        "lane_convolution",
        settings,
        Finishing.with(layer, code, joined ? Plane.repeated(bias, PIXELS) : bias),
        code.view(product.x()).pointer(),
        code.constant("weights", Elements.INT8, weights(product)),
        other.map(View::pointer).orElse(null),
        y.pointer(),
        scratch(product, plane, rows, code));
  }

  /** Whether nothing lies between the channels of a pixel, or the pixels of a row that is read. */
  private static boolean isDense(Product product, Plane plane, View y, Optional<View> other) {
    return plane.x(Plane.CHANNEL) == 1
        && plane.x(2) == product.inputs()
        && plane.strides(y)[Plane.CHANNEL] == 1
        && other.stream().allMatch(view -> plane.strides(view)[Plane.CHANNEL] == 1);
  }

  /** The numbers of rows as they are copied, and of the windows over them. */
  private static Settings rows(Plane plane) {
    int channels = plane.channels();
    boolean joins = plane.dilation(1) == 1;
    int before = Math.max(0, plane.before(1)) * channels;
    int first = Math.max(0, -plane.before(1)) * channels;
    int columnStep = plane.stride(1) * channels;
    int end =
        first
            + (plane.output(1) - 1) * columnStep
            + ((plane.kernel(1) - 1) * plane.dilation(1) + 1) * channels;
    return Settings.of("lane_convolution")
        .with("rows", plane.output(0))
        .with("columns", plane.output(1))
        .with("kernel_rows", plane.kernel(0))
        .with("runs", joins ? 1 : plane.kernel(1))
        .with("run", joins ? plane.kernel(1) * channels : channels)
        .with("run_step", plane.dilation(1) * channels)
        .with("x_rows", plane.input(0))
        .with("x_length", plane.rowLength())
        .with("first_row", -plane.before(0))
        .with("row_step", plane.stride(0))
        .with("row_dilation", plane.dilation(0))
        .with("before", before)
        .with("length", Math.max(before + plane.rowLength(), end))
        .with("first_level", first)
        .with("column_step", columnStep)
        .with("x", new int[] {plane.x(0), plane.x(1)});
  }

  private static int[] firstThree(Plane plane, View view) {
    int[] strides = plane.strides(view);
    return new int[] {strides[0], strides[1], strides[2]};
  }

  /** The weights, [outputs / LANES][taps][inputs][LANES]. */
  private static byte[] weights(Product product) {
    int[] weights = product.weights();
    int depth = product.depth();
    byte[] turned = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int output = i / depth;
      turned[(output / LANES * depth + i % depth) * LANES + output % LANES] = (byte) weights[i];
    }
    return turned;
  }

  /** For the weights and the rows of a window. */
  private static Pointer scratch(Product product, Plane plane, Settings rows, Code code) {
    long span = (plane.kernel(0) - 1L) * plane.dilation(0) + 1;
    long length = (int) rows.fields().get("length");
    long weights = (long) product.outputs() * product.depth();
    return code.scratch("lanes", Elements.INT8, EXACT * (weights + span * length));
  }
}
