package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matrix products. One by a matrix that no input of the network reaches is a linear layer. */
final class ImportMatMul {
  private ImportMatMul() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "Gemm", OnnxImporter.single(ImportMatMul::gemm),
        "MatMul", OnnxImporter.single(node -> product(node, null, node.input(0), node.input(1))));
  }

  /** The product as NumPy's matmul defines it: a vector is a row on the left, a column right. */
  static Value product(OnnxNode node, String suffix, Value left, Value right) {
    if (isWeight(node, right) && left.shape().rank() > 0) {
      return emit(node, suffix, linear(node, left, transposed(node, "weight", right)));
    }
    Value rows = left.shape().rank() == 1 ? withAxis(node, "row", left, 0) : left;
    Value columns = right.shape().rank() == 1 ? withAxis(node, "column", right, 1) : right;
    MatMul product = new MatMul(rows, columns);
    if (rows == left && columns == right) {
      return emit(node, suffix, product);
    }
    List<Integer> dims = new ArrayList<>(product.inferType().shape().dims());
    if (columns != right) {
      dims.remove(dims.size() - 1);
    }
    if (rows != left) {
      dims.remove(dims.size() - (columns != right ? 1 : 2));
    }
    return node.reshape(suffix, node.emit("matrix", product), dims);
  }

  /** Whether a matrix is computed from parameters only. */
  private static boolean isWeight(OnnxNode node, Value matrix) {
    return matrix.shape().rank() == 2 && !node.dependsOnInput(matrix);
  }

  private static Value withAxis(OnnxNode node, String suffix, Value vector, int axis) {
    List<Integer> dims = new ArrayList<>(vector.shape().dims());
    dims.add(axis, 1);
    return node.reshape(suffix, vector, dims);
  }

  private static Linear linear(OnnxNode node, Value x, Value weight) {
    TensorType type = new TensorType(weight.elementType(), Shape.of(weight.type().dim(0)));
    return new Linear(x, weight, node.constant("bias", Tensor.fill(type, 0)));
  }

  private static Value gemm(OnnxNode node) {
    Value left = matrix(node, 0);
    Value right = matrix(node, 1);
    Value scaled = scaled(node, "weight.scaled", right, node.number("alpha", 1));
    Optional<Value> added =
        node.optionalInput(2)
            .map(value -> scaled(node, "bias.scaled", value, node.number("beta", 1)));
    return gemm(node, null, left, scaled, added);
  }

  private static Value matrix(OnnxNode node, int index) {
    Value matrix = node.input(index);
    if (matrix.shape().rank() != 2) {
      throw node.problem("input %d is %s, expected a matrix", index, matrix);
    }
    return matrix;
  }

  /** The product with what the node transposes, and a sum that broadcasts to it. */
  static Value gemm(OnnxNode node, String suffix, Value left, Value right, Optional<Value> added) {
    Value rows = node.flag("transA", false) ? transposed(node, "rows", left) : left;
    boolean isTransposed = node.flag("transB", false);
    if (!isWeight(node, right)) {
      Value columns = isTransposed ? transposed(node, "columns", right) : right;
      return plus(node, suffix, new MatMul(rows, columns), added);
    }
    Value weight = isTransposed ? right : transposed(node, "weight", right);
    return added
        .flatMap(value -> bias(node, value, weight.type().dim(0)))
        .map(bias -> emit(node, suffix, new Linear(rows, weight, bias)))
        .orElseGet(() -> plus(node, suffix, linear(node, rows, weight), added));
  }

  private static Value plus(OnnxNode node, String suffix, Op product, Optional<Value> added) {
    if (added.isEmpty()) {
      return emit(node, suffix, product);
    }
    Value matrix = node.emit("product", product);
    return emit(node, suffix, new Binary(BinaryFunction.ADD, matrix, added.get()));
  }

  /** What is added, as one number for each output feature, if it is the same for every row. */
  private static Optional<Value> bias(OnnxNode node, Value added, int features) {
    Shape shape = added.shape();
    boolean oneRow = shape.rank() < 2 || shape.rank() == 2 && shape.dim(0) == 1;
    if (!oneRow || node.dependsOnInput(added)) {
      return Optional.empty();
    }
    Value row = shape.rank() == 2 ? node.reshape("bias.row", added, List.of(shape.dim(1))) : added;
    return Optional.of(
        row.shape().equals(Shape.of(features))
            ? row
            : node.emit("bias", new Expand(row, row, List.of(features))));
  }

  static Value scaled(OnnxNode node, String suffix, Value x, double factor) {
    if (factor == 1) {
      return x;
    }
    if (!x.elementType().isFloat() && factor != Math.rint(factor)) {
      throw node.problem("integers %s cannot be scaled by %s", x, factor);
    }
    Value number = node.constant("factor", Tensor.scalar(x.elementType(), factor));
    return node.emit(suffix, new Binary(BinaryFunction.MUL, x, number));
  }

  private static Value transposed(OnnxNode node, String suffix, Value matrix) {
    return node.emit(suffix, new Transpose(matrix, List.of(1, 0)));
  }

  private static Value emit(OnnxNode node, String suffix, Op op) {
    return suffix == null ? node.emit(op) : node.emit(suffix, op);
  }
}
