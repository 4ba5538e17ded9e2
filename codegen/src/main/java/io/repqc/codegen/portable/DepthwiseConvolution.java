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
        && Plane.fits(product)
        && product.fitsStored(0, Plane.MOST_LEVEL);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View y = code.view(layer.result());
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    int pixels = pixelsAtOnce(plane, other == null ? List.of(y) : List.of(y, other));
    Settings rows = rows(plane, pixels);
    Settings settings =
        rows.with("images", product.images())
            .with("y", strides(plane, y, pixels))
            .with("zero", code.zero(product.x()))
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
      scratch(plane, rows, pixels, code)
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

  /** The numbers of rows as they are copied, of results with so many channels. */
  private static Settings rows(Plane plane, int pixels) {
    int channels = plane.channels() * pixels;
    int before = Math.max(0, plane.before(1)) * plane.x(2);
    int first = Math.max(0, -plane.before(1)) * plane.x(2);
    int columnStep = plane.stride(1) * plane.x(2) * pixels;
    int tapStep = plane.dilation(1) * plane.x(2);
    int last =
        first + (plane.output(1) / pixels - 1) * columnStep + (plane.kernel(1) - 1) * tapStep;
    return Settings.of("depthwise")
        .with("rows", plane.output(0))
        .with("columns", plane.output(1) / pixels)
        .with("channels", channels)
        .with("kernel", new int[] {plane.kernel(0), plane.kernel(1)})
        .with("x_rows", plane.input(0))
        .with("x_length", plane.rowLength())
        .with("first_row", -plane.before(0))
        .with("row_step", plane.stride(0))
        .with("row_dilation", plane.dilation(0))
        .with("before", before)
        .with("length", Math.max(before + plane.rowLength(), last + wholeParts(channels)))
        .with("first_level", first)
        .with("column_step", columnStep)
        .with("tap_step", tapStep)
        .with("x", new int[] {plane.x(0), plane.x(1)});
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
  private static Pointer scratch(Plane plane, Settings rows, int pixels, Code code) {
    int taps = plane.kernel(0) * plane.kernel(1);
    int span = (plane.kernel(0) - 1) * plane.dilation(0) + 1;
    long weights = (long) taps * wholeParts(plane.channels() * pixels);
    return code.scratch(
        "rows", Elements.INT8, WORD * (weights + (long) span * (int) rows.fields().get("length")));
  }
}
