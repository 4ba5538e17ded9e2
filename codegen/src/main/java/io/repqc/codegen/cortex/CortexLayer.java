package io.repqc.codegen.cortex;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** What the kernels of this package have in common about one layer. */
final class CortexLayer {
  private static final int FOUR = 4;
  private static final int LARGEST_LEVEL = 255;
  private static final int PLANE = 2;

  private final Layer layer;
  private final Code code;
  private final Product product;

  CortexLayer(Layer layer, Code code) {
    this.layer = layer;
    this.code = code;
    this.product = Product.of(layer);
  }

  /** Whether a layer is a product over a plane, whose weights take 8 bits and whose sums 32. */
  static boolean fits(Layer layer) {
    Product product = Product.of(layer);
    return product != null
        && product.isConstant()
        && product.kernel().size() <= PLANE
        && Arrays.stream(product.weights()).allMatch(weight -> weight == (byte) weight)
        && product.fitsStored(0, LARGEST_LEVEL)
        && product.fitsStored(Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  static int roundUp(int count) {
    return (count + FOUR - 1) / FOUR * FOUR;
  }

  Product product() {
    return product;
  }

  /** Along rows and columns; the rows of what has only columns stand in front. */
  static int[] plane(List<Integer> numbers, int ofRows) {
    return numbers.size() == PLANE
        ? new int[] {numbers.get(0), numbers.get(1)}
        : new int[] {ofRows, numbers.get(0)};
  }

  /** The pixels of the result. */
  Settings result(String type) {
    int[] size = plane(product.output(), 1);
    Settings settings =
        Settings.of(type)
            .with("images", product.images())
            .with("rows", size[0])
            .with("columns", size[1])
            .with("y_pixel", pixel(code.view(layer.result())));
    return other() == null ? settings : settings.with("other_pixel", pixel(other()));
  }

  /** The {@code struct windows} over so many channels of each pixel. */
  Settings windows(int channels) {
    int[] input = plane(product.input(), 1);
    int[] kernel = plane(product.kernel(), 1);
    int[] strides = plane(product.window().strides(), 1);
    int[] dilations = plane(product.window().dilations(), 1);
    int[] before = plane(product.window().before(), 0);
    return Settings.of("windows")
        .with("rows", input[0])
        .with("columns", input[1])
        .with("pixel", inputPixel())
        .with("channels", channels)
        .with("kernel_rows", kernel[0])
        .with("kernel_columns", kernel[1])
        .with("stride_rows", strides[0])
        .with("stride_columns", strides[1])
        .with("dilation_rows", dilations[0])
        .with("dilation_columns", dilations[1])
        .with("before_rows", before[0])
        .with("before_columns", before[1])
        .with("zero", code.zero(product.x()));
  }

  /** Whether the channels of a pixel are neighbours, and pixels follow each other evenly. */
  boolean liesChannelsLast() {
    return liesChannelsLast(code.view(product.x()), product.input())
        && liesChannelsLast(code.view(layer.result()), product.output())
        && (other() == null || liesChannelsLast(other(), product.output()));
  }

  private boolean liesChannelsLast(View view, List<Integer> spatial) {
    List<Integer> strides = product.strides(view);
    int[] size = plane(spatial, 1);
    int last = strides.size() - 1;
    int pixel = pixel(view);
    boolean rowsJoin = size[0] == 1 || strides.get(last - 2) == size[1] * pixel;
    boolean imagesJoin = product.images() == 1 || strides.get(0) == size[0] * size[1] * pixel;
    return strides.get(last) == 1 && rowsJoin && imagesJoin;
  }

  /** From one pixel of the operand to the next. */
  int inputPixel() {
    return pixel(code.view(product.x()));
  }

  private int pixel(View view) {
    List<Integer> strides = product.strides(view);
    return strides.get(strides.size() - 2);
  }

  private View other() {
    return layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
  }

  Settings finish() {
    return Finishing.settings(layer, code, product.shift());
  }

  /** Calls a kernel in each variant, whose arguments are alike; scratch, if any, comes last. */
  void call(String kernel, Settings settings, byte[] weights, Pointer... scratch) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Finishing.with(layer, code, product.foldedBias(code.zero(product.x()))));
    arguments.add(code.view(product.x()).pointer());
    arguments.add(code.constant("weights", Elements.INT8, weights));
    arguments.add(other() == null ? null : other().pointer());
    arguments.add(code.view(layer.result()).pointer());
    arguments.addAll(Arrays.asList(scratch));
    for (Isa isa : code.target().isas()) {
      code.call(EnumSet.of(isa), kernel + isa.suffix(), settings, arguments.toArray());
    }
  }
}
