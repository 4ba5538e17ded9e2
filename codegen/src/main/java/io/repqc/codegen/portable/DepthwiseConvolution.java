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
import io.repqc.ir.op.Convolution;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Convolutions of each channel by itself, over many neighbouring channels at once. */
public final class DepthwiseConvolution implements Kernel {
  private static final int PART = 16;
  private static final int LANES = 64;
  private static final int WORD = 2;

  @Override
  public boolean fits(Layer layer) {
    Product product = layer.op() instanceof Convolution ? Product.of(layer) : null;
    return product != null
        && product.groups() == product.inputs()
        && product.groups() == product.outputs()
        && Plane.fits(product);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View y = code.view(layer.result());
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    int pixels = pixelsAtOnce(plane, other == null ? List.of(y) : List.of(y, other));
    CopiedRows copied = copied(plane, pixels, code.zero(product.x()));
    Settings settings =
        Settings.of("depthwise")
            .with("images", product.images())
            .with("rows", plane.output(0))
            .with("columns", copied.columns())
            .with("channels", plane.channels() * pixels)
            .with("kernel", new int[] {plane.kernel(0), plane.kernel(1)})
            .with("row_dilation", plane.dilation(0))
            .with("first_level", copied.firstLevel())
            .with("column_step", copied.columnStep())
            .with("tap_step", tapStep(plane))
            .with("y", strides(plane, y, pixels))
            .with("copied", copied.settings())
            .with("finish", Finishing.settings(layer, code, product.shift()));
    if (other != null) {
      settings = settings.with("other", strides(plane, other, pixels));
    }
    int[] bias = product.foldedBias(code.zero(product.x()));
    Object[] arguments = {
      Finishing.with(layer, code, Plane.repeated(bias, pixels)),
      code.view(product.x()).pointer(),
      code.constant("weights", Elements.INT8, weights(product, pixels)),
      other == null ? null : other.pointer(),
      y.pointer(),
      scratch(plane, copied, pixels, code)
    };
    boolean addsPairs =
        Arrays.stream(product.weights()).allMatch(weight -> weight > Byte.MIN_VALUE);
    for (Isa isa : code.target().isas()) {
      String kernel = addsPairs ? "depthwise" + Plane.suffix(isa) : "depthwise";
      code.call(Set.of(isa), kernel, settings, arguments);
    }
  }

  /**
   * As many neighbouring pixels as fill the lanes, where they lie as one with more channels would.
   */
  private static int pixelsAtOnce(Plane plane, List<View> views) {
    int channels = plane.channels();
    boolean joins =
        plane.stride(1) == 1
            && plane.x(2) == channels
            && views.stream().allMatch(view -> plane.strides(view)[2] == channels);
    int columns = plane.output(1);
    return IntStream.rangeClosed(1, joins ? Math.max(1, LANES / channels) : 1)
        .filter(count -> columns % count == 0)
        .max()
        .orElseThrow();
  }

  /** For windows of so many pixels. */
  private static CopiedRows copied(Plane plane, int pixels, int zero) {
    int columnStep = plane.stride(1) * plane.x(2) * pixels;
    int window = (plane.kernel(1) - 1) * tapStep(plane) + wholeParts(plane.channels() * pixels);
    return new CopiedRows(plane, zero, columnStep, plane.output(1) / pixels, window);
  }

  private static int tapStep(Plane plane) {
    return plane.dilation(1) * plane.x(2);
  }

  private static int wholeParts(int channels) {
    return (channels + PART - 1) / PART * PART;
  }

  /** The strides of the image, the rows and those pixels. */
  private static int[] strides(Plane plane, View view, int pixels) {
    int[] strides = plane.strides(view);
    return new int[] {strides[0], strides[1], strides[2] * pixels};
  }

  /** The weights of each tap, channel by channel, for each of those pixels. */
  private static byte[] weights(Product product, int pixels) {
    int[] weights = product.weights();
    int channels = product.outputs() * pixels;
    byte[] turned = new byte[product.taps() * channels];
    for (int tap = 0; tap < product.taps(); tap++) {
      for (int channel = 0; channel < channels; channel++) {
        int own = channel % product.outputs();
        turned[tap * channels + channel] = (byte) weights[own * product.taps() + tap];
      }
    }
    return turned;
  }

  /** For the weights and the rows of a window. */
  private static Pointer scratch(Plane plane, CopiedRows copied, int pixels, Code code) {
    int taps = plane.kernel(0) * plane.kernel(1);
    long weights = (long) taps * wholeParts(plane.channels() * pixels);
    return code.scratch("rows", Elements.INT8, WORD * (weights + copied.levels()));
  }
}
