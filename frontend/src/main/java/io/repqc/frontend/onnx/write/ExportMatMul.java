package io.repqc.frontend.onnx.write;

import io.repqc.ir.Value;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Transpose;
import java.util.List;

/** Matrix products; a transposition of a layer's weight becomes part of the product. */
final class ExportMatMul {
  private static final List<Integer> TRANSPOSED = List.of(1, 0);

  private ExportMatMul() {}

  static void product(NodeWriter node, MatMul op) {
    node.result("MatMul", List.of(node.operand(op.left()), node.operand(op.right())));
  }

  static void linear(NodeWriter node, Linear op) {
    boolean hasBias = !Constants.isFilled(op.bias(), 0);
    if (op.x().shape().rank() == 2 && node.carrier(op.x().elementType()).isFloat()) {
      gemm(node, op, hasBias);
      return;
    }
    List<String> factors = List.of(node.operand(op.x()), columns(node, op.weight()));
    if (hasBias) {
      String product = node.emit("product", "MatMul", factors);
      node.result("Add", List.of(product, node.operand(op.bias())));
    } else {
      node.result("MatMul", factors);
    }
  }

  private static void gemm(NodeWriter node, Linear op, boolean hasBias) {
    boolean isTransposed = !isTransposed(op.weight());
    Value matrix = isTransposed ? op.weight() : ((Transpose) op.weight().op()).x();
    node.result(
        "Gemm",
        List.of(
            node.operand(op.x()),
            node.operand(matrix),
            hasBias ? node.operand(op.bias()) : NodeWriter.NONE),
        new NodeAttributes().flag("transB", isTransposed));
  }

  private static boolean isTransposed(Value weight) {
    return weight.op() instanceof Transpose transpose && transpose.permutation().equals(TRANSPOSED);
  }

  /** The weight as the right factor of a product: [input features, output features]. */
  private static String columns(NodeWriter node, Value weight) {
    return isTransposed(weight)
        ? node.operand(((Transpose) weight.op()).x())
        : node.emit(
            "columns",
            "Transpose",
            List.of(node.operand(weight)),
            new NodeAttributes().integers("perm", TRANSPOSED));
  }
}
