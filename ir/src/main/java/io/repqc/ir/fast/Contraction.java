package io.repqc.ir.fast;

import io.repqc.ir.Value;
import io.repqc.ir.op.MatMul;
import java.util.List;
import java.util.function.Function;

/**
 * Sums of products of two operands as a matrix product: how the right operand makes the rows, and
 * where the lanes go in the result of {@code channels} channels.
 */
record Contraction(Product product, Function<float[], Rows> rows, int channels, Lines lines) {

  /** Left is the weight, right the input. */
  static Contraction convolution(Geometry geometry) {
    int groupWeights = geometry.groupOutputs() * geometry.sumLength();
    Lines lines = Planes.lines(geometry);
    return new Contraction(
        new Product(
            geometry.groups(),
            geometry.groupOutputs(),
            geometry.sumLength(),
            geometry.batch() * lines.lanes(),
            group -> group * groupWeights),
        input -> new Planes(geometry, input),
        geometry.outputChannels(),
        lines);
  }

  /** Left is [count, inputs], right the weight [outputs, inputs]. */
  static Contraction linear(int count, Value weight) {
    int outputs = weight.type().dim(0);
    int inputs = weight.shape().count(1, weight.shape().rank());
    return of(
        new Product(1, count, inputs, outputs, group -> 0),
        right -> new Transposed(right, group -> 0, inputs));
  }

  /** Left and right are those of the op. */
  static Contraction matrices(MatMul op) {
    int[] left = op.leftBatches();
    int[] right = op.rightBatches();
    int depth = dim(op.left(), 1);
    int columns = dim(op.right(), 1);
    boolean oneRight = op.right().shape().count() == depth * columns;
    int groups = oneRight ? 1 : left.length;
    int rows = dim(op.left(), 2) * (oneRight ? left.length : 1);
    return of(
        new Product(groups, rows, depth, columns, group -> left[group] * rows * depth),
        elements -> new Matrix(elements, group -> right[group] * depth * columns, columns));
  }

  /** For a right operand of one column: left is that, and right the op's left. */
  static Contraction vectors(MatMul op) {
    int[] left = op.leftBatches();
    int[] right = op.rightBatches();
    int rows = dim(op.left(), 2);
    int depth = dim(op.left(), 1);
    return of(
        new Product(left.length, 1, depth, rows, group -> right[group] * depth),
        elements -> new Transposed(elements, group -> left[group] * rows * depth, depth));
  }

  private static int dim(Value value, int back) {
    return value.type().dim(value.type().rank() - back);
  }

  private static Contraction of(Product product, Function<float[], Rows> rows) {
    return new Contraction(
        product, rows, product.groups() * product.outputs(), Lines.plain(product.lanes()));
  }

  /** Adds the sums to a result. */
  void addTo(float[] result, float[] left, float[] right) {
    if (result.length > 0 && product.sumLength() > 0) {
      product.addTo(Sums.of(result, channels, lines), left, rows.apply(right));
    }
  }

  /** Adds the sums to a result; everything wraps as int does. */
  void addTo(int[] result, int[] left, int[] right) {
    if (result.length == 0 || product.sumLength() == 0) {
      return;
    }
    List<float[]> leftLimbs = Limbs.of(left);
    List<float[]> rightLimbs = Limbs.of(right);
    for (int i = 0; i < rightLimbs.size(); i++) {
      Rows limbRows = rows.apply(rightLimbs.get(i));
      for (int j = 0; j < leftLimbs.size() && (i + j) * Limbs.BITS < Integer.SIZE; j++) {
        Sums sums = Sums.of(result, (i + j) * Limbs.BITS, channels, lines);
        product.addTo(sums, leftLimbs.get(j), limbRows);
      }
    }
  }
}
