package io.repqc.codegen.portable;

import io.repqc.codegen.Isa;
import io.repqc.codegen.lower.Border;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.ir.op.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The numbers of a product over at most two spatial axes as one over rows and columns. */
public final class Plane {
  /** Of strides, those of channels. */
  public static final int CHANNEL = 3;

  /** The greatest level as stored. */
  private static final int MOST_LEVEL = 255;

  private static final int AXES = 2;

  private final Product product;
  private final int[] x;

  public Plane(Product product, Code code) {
    this.product = product;
    this.x = strides(code.view(product.x()));
  }

  /** Whether there are as few axes, weights are known, as bytes, and no sum leaves 32 bits. */
  public static boolean fits(Product product) {
    return product.input().size() <= AXES
        && product.isConstant()
        && Arrays.stream(product.weights()).allMatch(weight -> weight == (byte) weight)
        && product.fitsStored(0, MOST_LEVEL);
  }

  /**
   * What surrounds an operand of which each window is inside, and how many bytes may be read after
   * it.
   */
  public static Border border(Product product, int slack) {
    Window window = product.window();
    return new Border(
        around(window.before(), 0),
        around(window.before(), 1),
        around(window.after(), 0),
        around(window.after(), 1),
        slack);
  }

  /** Of a window that leaves rows or columns out, none. */
  private static int around(List<Integer> offsets, int axis) {
    return Math.max(0, of(offsets, axis, 0));
  }

  /** The weights, after which so many zeros can be read. */
  static byte[] bytes(int[] weights, int slack) {
    byte[] bytes = new byte[weights.length + slack];
    for (int i = 0; i < weights.length; i++) {
      bytes[i] = (byte) weights[i];
    }
    return bytes;
  }

  /** Those of the operand. */
  int channels() {
    return product.inputs();
  }

  public int input(int axis) {
    return of(product.input(), axis, 1);
  }

  public int output(int axis) {
    return of(product.output(), axis, 1);
  }

  public int kernel(int axis) {
    return of(product.kernel(), axis, 1);
  }

  public int stride(int axis) {
    return of(product.window().strides(), axis, 1);
  }

  public int dilation(int axis) {
    return of(product.window().dilations(), axis, 1);
  }

  public int before(int axis) {
    return of(product.window().before(), axis, 0);
  }

  /** The strides of the operand: image, row, column, channel. */
  public int x(int index) {
    return x[index];
  }

  /** The same of another tensor of the layer. */
  public int[] strides(View view) {
    List<Integer> strides = product.strides(view);
    int[] all = new int[AXES + 2];
    for (int i = 1; i <= strides.size(); i++) {
      all[all.length - i] = strides.get(strides.size() - i);
    }
    all[0] = strides.get(0);
    if (strides.size() < all.length) {
      all[1] = 0;
    }
    return all;
  }

  /** Whether pixels of so many channels lie in a tensor of the layer without gaps. */
  boolean isDense(View view, int channels) {
    int[] strides = strides(view);
    return strides[CHANNEL] == 1
        && strides[2] == channels
        && (output(0) == 1 || strides[1] == output(1) * channels);
  }

  /** Numbers by channel, for as many pixels. */
  static int[] repeated(int[] numbers, int pixels) {
    return IntStream.range(0, numbers.length * pixels)
        .map(i -> numbers[i % numbers.length])
        .toArray();
  }

  /** How many elements after its first a row of the operand ends. */
  int rowLength() {
    return (input(1) - 1) * x[2] + (product.inputs() - 1) * x[3] + 1;
  }

  /** Of the kernels of this package for these instructions; any others run the plain ones. */
  static String suffix(Isa isa) {
    return isa == Isa.NEON ? isa.suffix() : "";
  }

  /** With an axis in front that does nothing where there is only one. */
  private static int of(List<Integer> numbers, int axis, int front) {
    int own = axis - (AXES - numbers.size());
    return own < 0 ? front : numbers.get(own);
  }
}
