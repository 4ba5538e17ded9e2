package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Expand;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Dropout, which drops nothing outside of training. */
final class ImportDropout {
  private static final int RATIO = 1;
  private static final int TRAINING_MODE = 2;
  private static final int MASK_IS_BOOL_SINCE = 10;
  private static final int MODE_IS_INPUT_SINCE = 12;

  private ImportDropout() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("Dropout", ImportDropout::dropout);
  }

  private static List<Value> dropout(OnnxNode node) {
    double ratio = ratio(node);
    if (ratio != 0 && isTraining(node)) {
      throw node.problem(
          "the node is in training mode and drops %s of its input at random; export the model in evaluation mode",
          ratio);
    }
    return Arrays.asList(node.input(0), node.wants(1) ? mask(node) : null);
  }

  private static double ratio(OnnxNode node) {
    if (node.opset() < MODE_IS_INPUT_SINCE || !node.has(RATIO)) {
      return node.number("ratio", 0.5);
    }
    return node.constant(RATIO, "the ratio").number(0);
  }

  private static boolean isTraining(OnnxNode node) {
    return node.opset() >= MODE_IS_INPUT_SINCE
        && node.has(TRAINING_MODE)
        && node.constant(TRAINING_MODE, "the training mode").integer(0) != 0;
  }

  /** All true, in the shape of the input. */
  private static Value mask(OnnxNode node) {
    Value x = node.input(0);
    ElementType type = node.opset() < MASK_IS_BOOL_SINCE ? x.elementType() : ElementType.BOOL;
    Value kept = node.constant("kept", Tensor.scalar(type, 1));
    List<Integer> sizes = Collections.nCopies(x.shape().rank(), 0);
    return node.emitOutput(1, new Expand(kept, x, sizes));
  }
}
