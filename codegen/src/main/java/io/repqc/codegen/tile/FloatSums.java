package io.repqc.codegen.tile;

import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.ir.op.Convention;

/** Which sums of products floats hold exactly, in whatever order they are added. */
final class FloatSums {
  private static final int MOST_LEVEL = 255;

  /** Up to this all integers are floats. */
  private static final int LIMIT = 1 << 24;

  private final Product product;
  private final int[] weights;
  private final int each;
  private final boolean holdAll;

  FloatSums(Product product) {
    this.product = product;
    this.weights = product.weights();
    this.each = product.depth();
    this.holdAll = product.fitsStored(0, MOST_LEVEL, -LIMIT, LIMIT);
  }

  /** How many neighbouring ones of so many products floats hold at least, of any output. */
  int most(int depth) {
    return holdAll ? depth : LIMIT / (MOST_LEVEL * -Byte.MIN_VALUE);
  }

  /**
   * Whether a layer's sums need never be integers: it rounds them in floats, and these hold the
   * products and the bias. Then they are added as if the sum were an integer and became a float.
   */
  boolean suffice(Layer layer, Code code) {
    return code.convention() == Convention.ONNX
        && (layer.finish().isLevels() || layer.finish().addition().isPresent())
        && holdAll
        && holdBias(code.zero(product.x()));
  }

  private boolean holdBias(int zero) {
    int[] bias = product.bias();
    for (int output = 0; output < bias.length; output++) {
      long sum = 0;
      for (int i = output * each; i < (output + 1) * each; i++) {
        sum += weights[i];
      }
      long folded = bias[output] - (zero * sum << product.shift());
      if (folded != (int) folded || (int) folded != (long) (float) folded) {
        return false;
      }
    }
    return true;
  }
}
