package io.repqc.ir.op;

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
    Products products = Products.of("mat_mul", left, right);
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
    return products.type(new Shape(dims), rightRank - 1, dims.size() - 1);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    int rows = type.dim(type.rank() - 2);
    int columns = type.dim(type.rank() - 1);
    int depth = left.type().dim(left.shape().rank() - 1);
    int[] leftBatches = leftBatches();
    int[] rightBatches = rightBatches();
    return new ProductSums(
            type,
            depth,
            0,
            (output, row, column) -> {
              int batch = output / columns / rows;
              int from = (leftBatches[batch] * rows + output / columns % rows) * depth;
              int with = rightBatches[batch] * depth * columns + output % columns;
              for (int k = 0; k < depth; k++) {
                row[k] = from + k;
                column[k] = with + k * columns;
              }
              return depth;
            })
        .evaluate(
            operands.apply(left),
            operands.apply(right),
            Tensor.scalar(type.elementType(), 0),
            i -> 0);
  }

  /** The matrix of the left operand, by number, that makes each matrix of the result. */
  public int[] leftBatches() {
    return Strided.broadcast(batchShape(left), batchShape());
  }

  /** The matrix of the right operand, by number, that makes each matrix of the result. */
  public int[] rightBatches() {
    return Strided.broadcast(batchShape(right), batchShape());
  }

  private Shape batchShape() {
    return Strided.broadcastShape("mat_mul", batchShape(left), batchShape(right));
  }

  private static Shape batchShape(Value value) {
    return new Shape(value.shape().dims().subList(0, value.shape().rank() - 2));
  }
}
