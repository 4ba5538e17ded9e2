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
import java.util.Set;

/**
 * Convolutions and linear layers as dot products of copied windows with the weights of each output.
 */
public final class DotConvolution implements Kernel {
  private static final int WINDOWS = 4;
  private static final int BYTES_STEP = 64;
  private static final int WORDS_STEP = 16;
  private static final int WORD = 2;

  @Override
  public boolean fits(Layer layer) {
    Product product = Product.of(layer);
    return product != null && Plane.fits(product) && product.fitsStored(0, Plane.MOST_LEVEL);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    int length = product.depth();
    Settings settings =
        Settings.of("dot_convolution")
            .with("images", product.images())
            .with("groups", product.groups())
            .with("outputs", product.outputs() / product.groups())
            .with("rows", plane.output(0))
            .with("columns", plane.output(1))
            .with("row_step", plane.stride(0))
            .with("first_row", -plane.before(0))
            .with("column_step", plane.stride(1) * plane.x(2))
            .with("first_level", -plane.before(1) * plane.x(2))
            .with("group_step", product.inputs() / product.groups() * plane.x(3))
            .with("length", length)
            .with("x", plane.x(0))
            .with("y", plane.strides(code.view(layer.result())))
            .with("window", window(product, plane, code))
            .with("finish", Finishing.settings(layer, code, product.shift()));
    if (other != null) {
      settings = settings.with("other", plane.strides(other));
    }
    Object[] arguments = {
      Finishing.with(layer, code, product.foldedBias(code.zero(product.x()))),
      code.view(product.x()).pointer(),
      code.constant("weights", Elements.INT8, Plane.bytes(product.weights(), BYTES_STEP)),
      other == null ? null : other.pointer(),
      code.view(layer.result()).pointer(),
      scratch(length, code)
    };
    for (Isa isa : code.target().isas()) {
      String kernel = "dot_convolution" + Plane.suffix(isa);
      code.call(Set.of(isa), kernel, settings, arguments);
    }
  }

  /** A row of a window is one run of levels if nothing lies between those of neighbouring taps. */
  private static Settings window(Product product, Plane plane, Code code) {
    int channels = product.inputs() / product.groups();
    int columns = plane.kernel(1);
    boolean isDense = plane.x(3) == 1;
    boolean joins = isDense && channels == plane.x(2) && plane.dilation(1) == 1;
    int run = joins ? columns * channels : isDense ? channels : 1;
    return Settings.of("window")
        .with("x_rows", plane.input(0))
        .with("x_row", plane.x(1))
        .with("x_length", plane.rowLength())
        .with("rows", plane.kernel(0))
        .with("row_step", plane.dilation(0))
        .with("runs", columns * channels / run)
        .with("run", run)
        .with("run_step", isDense ? plane.dilation(1) * plane.x(2) : plane.x(3))
        .with("zero", code.zero(product.x()));
  }

  /** For windows of words or of bytes, as the C compiler will choose. */
  private static Pointer scratch(int length, Code code) {
    long words = (length + WORDS_STEP - 1L) / WORDS_STEP * WORDS_STEP * WORD;
    long bytes = (length + BYTES_STEP - 1L) / BYTES_STEP * BYTES_STEP;
    return code.scratch("windows", Elements.INT8, WINDOWS * Math.max(words, bytes));
  }
}
