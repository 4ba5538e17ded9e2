package io.repqc.codegen.portable;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Border;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.ir.op.Convolution;
import java.util.Arrays;
import java.util.Set;

/** Convolutions of each channel by itself, over many neighbouring channels at once. */
public final class DepthwiseConvolution implements Kernel {
  private static final int SLACK = 16;

  @Override
  public boolean fits(Layer layer) {
    Product product = layer.op() instanceof Convolution ? Product.of(layer) : null;
    return product != null
        && product.groups() == product.inputs()
        && product.groups() == product.outputs()
        && Plane.fits(product)
        && product.fitsStored(0, Plane.MOST_LEVEL);
  }

  @Override
  public Border border(Layer layer) {
    return new Border(0, 0, 0, 0, SLACK);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    Settings settings =
        Settings.of("depthwise")
            .with("images", product.images())
            .with("channels", product.outputs())
            .with("x_rows", plane.input(0))
            .with("x_columns", plane.input(1))
            .with("rows", plane.output(0))
            .with("columns", plane.output(1))
            .with("kernel", new int[] {plane.kernel(0), plane.kernel(1)})
            .with("stride", new int[] {plane.stride(0), plane.stride(1)})
            .with("dilation", new int[] {plane.dilation(0), plane.dilation(1)})
            .with("before", new int[] {plane.before(0), plane.before(1)})
            .with("x", pixels(plane, code.view(product.x())))
            .with("y", pixels(plane, code.view(layer.result())))
            .with("zero", code.zero(product.x()))
            .with("finish", Finishing.settings(layer, code, product.shift()));
    if (other != null) {
      settings = settings.with("other", pixels(plane, other));
    }
    Object[] arguments = {
      Finishing.with(layer, code, product.foldedBias(code.zero(product.x()))),
      code.view(product.x()).pointer(),
      code.constant("weights", Elements.INT8, Plane.bytes(turned(product), SLACK)),
      other == null ? null : other.pointer(),
      code.view(layer.result()).pointer()
    };
    boolean addsPairs =
        Arrays.stream(product.weights()).allMatch(weight -> weight > Byte.MIN_VALUE);
    for (Isa isa : code.target().isas()) {
      String kernel = addsPairs ? "depthwise" + isa.suffix() : "depthwise";
      code.call(Set.of(isa), kernel, settings, arguments);
    }
  }

  /** The strides without that of channels, which are neighbours. */
  private static int[] pixels(Plane plane, View view) {
    int[] strides = plane.strides(view);
    return Arrays.copyOf(strides, strides.length - 1);
  }

  /** The weights with channels last. */
  private static int[] turned(Product product) {
    int[] weights = product.weights();
    int[] turned = new int[weights.length];
    for (int channel = 0; channel < product.outputs(); channel++) {
      for (int tap = 0; tap < product.taps(); tap++) {
        turned[tap * product.outputs() + channel] = weights[channel * product.taps() + tap];
      }
    }
    return turned;
  }
}
