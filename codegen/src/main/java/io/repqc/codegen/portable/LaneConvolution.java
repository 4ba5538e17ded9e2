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
        && product.output().get(product.output().size() - 1) >= PIXELS;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View y = code.view(layer.result());
    Optional<View> other = layer.finish().addition().map(added -> code.view(added.other()));
    if (run(plane) < LEAST_RUN || !isDense(product, plane, y, other)) {
      new DotConvolution().lower(layer, code);
      return;
    }
    List<View> views = other.map(view -> List.of(y, view)).orElse(List.of(y));
    int outputs = product.outputs();
    boolean joined =
        outputs <= RUN && views.stream().allMatch(view -> plane.strides(view)[2] == outputs);
    CopiedRows copied = copied(plane, code.zero(product.x()));
    Settings settings =
        Settings.of("lane_convolution")
            .with("images", product.images())
            .with("rows", plane.output(0))
            .with("columns", plane.output(1))
            .with("outputs", outputs)
            .with("kernel_rows", plane.kernel(0))
            .with("runs", joins(plane) ? 1 : plane.kernel(1))
            .with("run", run(plane))
            .with("run_step", plane.dilation(1) * plane.channels())
            .with("row_dilation", plane.dilation(0))
            .with("first_level", copied.firstLevel())
            .with("column_step", copied.columnStep())
            .with("joined", joined ? 1 : 0)
            .with("y", firstThree(plane, y))
            .with("copied", copied.settings())
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
        scratch(product, copied, code));
  }

  /** Whether nothing lies between the channels of a pixel, or the pixels of a row that is read. */
  private static boolean isDense(Product product, Plane plane, View y, Optional<View> other) {
    return plane.x(Plane.CHANNEL) == 1
        && plane.x(2) == product.inputs()
        && plane.strides(y)[Plane.CHANNEL] == 1
        && other.stream().allMatch(view -> plane.strides(view)[Plane.CHANNEL] == 1);
  }

  /** A window's row as runs of neighbouring levels. */
  private static boolean joins(Plane plane) {
    return plane.dilation(1) == 1;
  }

  private static int run(Plane plane) {
    return joins(plane) ? plane.kernel(1) * plane.channels() : plane.channels();
  }

  private static CopiedRows copied(Plane plane, int zero) {
    int channels = plane.channels();
    int window = ((plane.kernel(1) - 1) * plane.dilation(1) + 1) * channels;
    return new CopiedRows(plane, zero, plane.stride(1) * channels, plane.output(1), window);
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
  private static Pointer scratch(Product product, CopiedRows copied, Code code) {
    long weights = (long) product.outputs() * product.depth();
    return code.scratch("lanes", Elements.INT8, EXACT * (weights + copied.levels()));
  }
}
