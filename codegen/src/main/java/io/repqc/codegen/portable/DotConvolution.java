package io.repqc.codegen.portable;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import java.util.List;
import java.util.Set;

/**
 * Convolutions and linear layers as dot products of copied windows with the weights of each output.
 */
public final class DotConvolution implements Kernel {
  private static final int DOTS = 4;
  private static final int MOST_WINDOWS = 16;
  private static final int WINDOWS_LEVELS = 3072;
  private static final int RUN = 64;
  private static final int BYTES_STEP = 64;
  private static final int WORDS_STEP = 16;
  private static final int WORD = 2;

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
    View y = code.view(layer.result());
    List<View> views = other == null ? List.of(y) : List.of(y, other);
    boolean areFew = areFewResults(product, plane, views);
    int windows = windows(product, plane, areFew);
    int together = areFew ? together(product.outputs(), windows) : 1;
    int[] bias = product.foldedBias(code.zero(product.x()));
    Settings settings =
        Settings.of("dot_convolution")
            .with("images", product.images())
            .with("groups", product.groups())
            .with("outputs", product.outputs() / product.groups())
            .with("rows", plane.output(0))
            .with("columns", plane.output(1))
            .with("row_step", plane.stride(0))
            .with("first_row", -plane.before(0))
            .with("column_step", plane.stride(1))
            .with("first_column", -plane.before(1))
            .with("group_step", product.inputs() / product.groups() * plane.x(3))
            .with("length", product.depth())
            .with("windows", windows)
            .with("together", together)
            .with("x", plane.x(0))
            .with("y", plane.strides(y))
            .with("window", window(product, plane, code))
            .with("finish", Finishing.settings(layer, code, product.shift()));
    if (other != null) {
      settings = settings.with("other", plane.strides(other));
    }
    Object[] arguments = {
      Finishing.with(layer, code, Plane.repeated(bias, together)),
      code.view(product.x()).pointer(),
      code.constant("weights", Elements.INT8, Plane.bytes(byColumns(product, plane), BYTES_STEP)),
      other == null ? null : other.pointer(),
      y.pointer(),
      scratch(windows, product, plane, code)
    };
    for (Isa isa : code.target().isas()) {
      String kernel = "dot_convolution" + Plane.suffix(isa);
      code.call(Set.of(isa), kernel, settings, arguments);
    }
  }

  /**
   * Whether the results of neighbouring pixels are so few that compilers would vectorize their
   * finish badly, and lie as one pixel's.
   */
  private static boolean areFewResults(Product product, Plane plane, List<View> views) {
    int outputs = product.outputs();
    return product.groups() == 1
        && outputs < RUN
        && outputs % DOTS == 0
        && views.stream().allMatch(view -> plane.isDense(view, outputs));
  }

  /** As many windows as shall be open at once: more if they are short, or their outputs few. */
  private static int windows(Product product, Plane plane, boolean areFewResults) {
    int bySums = areFewResults ? DOTS * RUN / product.outputs() : DOTS;
    int byLevels = WINDOWS_LEVELS / product.depth();
    int most = Math.min(MOST_WINDOWS, Math.min(bySums, byLevels));
    return Math.min(plane.output(0) * plane.output(1), Math.max(DOTS, most / DOTS * DOTS));
  }

  /** Of how many windows results are finished together: so many that they are a multiple of RUN. */
  private static int together(int outputs, int windows) {
    int all = RUN / Math.min(RUN, Integer.lowestOneBit(outputs));
    return Math.min(windows, all * outputs > DOTS * RUN ? RUN / outputs : all);
  }

  private static Settings window(Product product, Plane plane, Code code) {
    return Settings.of("window")
        .with("x_rows", plane.input(0))
        .with("x_columns", plane.input(1))
        .with("x", new int[] {plane.x(1), plane.x(2), plane.x(3)})
        .with("channels", product.inputs() / product.groups())
        .with("rows", plane.kernel(0))
        .with("columns", plane.kernel(1))
        .with("row_step", plane.dilation(0))
        .with("column_step", plane.dilation(1))
        .with("zero", code.zero(product.x()));
  }

  /** The weights, [outputs][columns][rows][inputs of a group]. */
  private static int[] byColumns(Product product, Plane plane) {
    int[] weights = product.weights();
    int channels = product.inputs() / product.groups();
    int rows = plane.kernel(0);
    int columns = plane.kernel(1);
    int[] turned = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int channel = i % channels;
      int column = i / channels % columns;
      int row = i / channels / columns % rows;
      int output = i / product.depth();
      turned[((output * columns + column) * rows + row) * channels + channel] = weights[i];
    }
    return turned;
  }

  /** For windows and their columns, of words or of bytes, as the C compiler will choose. */
  private static Pointer scratch(int windows, Product product, Plane plane, Code code) {
    int length = product.depth();
    long words = (length + WORDS_STEP - 1L) / WORDS_STEP * WORDS_STEP * WORD;
    long bytes = (length + BYTES_STEP - 1L) / BYTES_STEP * BYTES_STEP;
    int kernel = plane.kernel(1);
    int stride = plane.dilation(1) == 1 ? Math.min(plane.stride(1), kernel) : kernel;
    int rows = Math.min(windows, (windows - 2) / plane.output(1) + 2);
    long columns = kernel == 1 ? 0 : (windows - rows) * (long) stride + rows * (long) kernel;
    long column = (long) WORD * (length / kernel);
    return code.scratch(
        "windows", Elements.INT8, windows * Math.max(words, bytes) + columns * column);
  }
}
