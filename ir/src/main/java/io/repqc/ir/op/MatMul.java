package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Matrix products over the last two axes; the axes before them broadcast. */
public record MatMul(Value left, Value right) implements Op {
  @Override
  public TensorType inferType() {
    ElementType elements = Checks.sameElements("mat_mul", left, right);
    int leftRank = left.shape().rank();
    int rightRank = right.shape().rank();
    IrException.check(leftRank >= 2 && rightRank >= 2, "mat_mul: %s by %s", left, right);
    IrException.check(
        left.type().dim(leftRank - 1) == right.type().dim(rightRank - 2),
        "mat_mul: %s has rows of another length than the columns of %s",
        left,
        right);
    List<Integer> dims = new ArrayList<>(batchShape().dims());
    dims.add(left.type().dim(leftRank - 2));
    dims.add(right.type().dim(rightRank - 1));
    return new TensorType(elements, new Shape(dims));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    Tensor a = operands.apply(left);
    Tensor b = operands.apply(right);
    int rank = type.rank();
    int rows = type.dim(rank - 2);
    int columns = type.dim(rank - 1);
    int depth = left.type().dim(left.shape().rank() - 1);
    int[] leftBatches = Strided.broadcast(batchShape(left), batchShape());
    int[] rightBatches = Strided.broadcast(batchShape(right), batchShape());
    if (type.elementType().isFloat()) {
      return Tensor.generate(
          type,
          i -> {
            int from = leftBatches[i / columns / rows] * rows * depth + i / columns % rows * depth;
            int to = rightBatches[i / columns / rows] * depth * columns + i % columns;
            double sum = 0;
            for (int k = 0; k < depth; k++) {
              sum += a.number(from + k) * b.number(to + k * columns);
            }
            return sum;
          });
    }
    return Tensor.generateIntegers(
        type,
        i -> {
          int from = leftBatches[i / columns / rows] * rows * depth + i / columns % rows * depth;
          int to = rightBatches[i / columns / rows] * depth * columns + i % columns;
          long sum = 0;
          for (int k = 0; k < depth; k++) {
            sum += a.integer(from + k) * b.integer(to + k * columns);
          }
          return sum;
        });
  }

  private Shape batchShape() {
    return Strided.broadcastShape("mat_mul", batchShape(left), batchShape(right));
  }

  private static Shape batchShape(Value value) {
    return new Shape(value.shape().dims().subList(0, value.shape().rank() - 2));
  }
}
