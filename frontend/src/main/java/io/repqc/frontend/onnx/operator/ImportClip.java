package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import java.util.List;
import java.util.Map;

/**
 * Clip, whose bounds are attributes before opset 11, constants as a rule, trained ones at times.
 * Behind a quantizer it says that this one has fewer levels than its storage.
 */
final class ImportClip {
  private static final int BOUNDS_ARE_INPUTS_SINCE = 11;
  private static final int LOW = 1;
  private static final int HIGH = 2;
  private static final double EXACT_INTEGERS = 0x1p53;

  private ImportClip() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("Clip", OnnxImporter.single(ImportClip::clip));
  }

  private static Value clip(OnnxNode node) {
    if (node.opset() < BOUNDS_ARE_INPUTS_SINCE) {
      double low = unbounded(node.number("min", -Float.MAX_VALUE));
      double high = unbounded(node.number("max", Float.MAX_VALUE));
      return node.emit(bounded(node.input(0), low, high));
    }
    return isClampBound(node, LOW) && isClampBound(node, HIGH)
        ? node.emit(
            bounded(
                node.input(0),
                bound(node, LOW, Double.NEGATIVE_INFINITY),
                bound(node, HIGH, Double.POSITIVE_INFINITY)))
        : computed(node);
  }

  /** Bounds of integers that a quantizer just made are those of the quantizer. */
  private static Op bounded(Value x, double low, double high) {
    boolean isQuantizer = x.op() instanceof Quantize && x.elementType().isInteger();
    return isQuantizer && low <= high
        ? narrowed((Quantize) x.op(), low, high)
        : new Clamp(x, low, high);
  }

  private static Quantize narrowed(Quantize full, double low, double high) {
    return new Quantize(
        full.x(),
        full.scale(),
        full.zeroPoint(),
        (long) Math.min(full.maximum(), Math.max(full.minimum(), low)),
        (long) Math.max(full.minimum(), Math.min(full.maximum(), high)),
        full.axis(),
        full.storage(),
        full.saturate());
  }

  /** Exporters write the largest float where they mean no bound at all. */
  private static double unbounded(double bound) {
    return Math.abs(bound) == Float.MAX_VALUE
        ? Math.copySign(Double.POSITIVE_INFINITY, bound)
        : bound;
  }

  private static boolean isClampBound(OnnxNode node, int input) {
    return !node.has(input) || isFixed(node, input) && isExact(node.constant(input, "a bound"));
  }

  /** A parameter of a single number is fixed, unless the user wants it trained. */
  private static boolean isFixed(OnnxNode node, int input) {
    Op bound = node.input(input).op();
    return bound instanceof Constant || bound instanceof Parameter && !node.isTrained(input);
  }

  private static boolean isExact(Tensor bound) {
    return bound.elementType() != ElementType.I64
        || Math.abs((double) bound.integer(0)) < EXACT_INTEGERS;
  }

  private static double bound(OnnxNode node, int input, double otherwise) {
    if (!node.has(input)) {
      return otherwise;
    }
    Tensor bound = node.constant(input, "a bound");
    return bound.elementType().isFloat() ? unbounded(bound.number(0)) : bound.number(0);
  }

  private static Value computed(OnnxNode node) {
    Value x = node.input(0);
    if (!node.has(HIGH)) {
      return node.emit(new Binary(BinaryFunction.MAX, x, scalar(node, LOW)));
    }
    Value raised =
        node.has(LOW)
            ? node.emit("raised", new Binary(BinaryFunction.MAX, x, scalar(node, LOW)))
            : x;
    return node.emit(new Binary(BinaryFunction.MIN, raised, scalar(node, HIGH)));
  }

  /** A bound is a scalar; some exporters write a vector of one element. */
  private static Value scalar(OnnxNode node, int input) {
    Value bound = node.input(input);
    return bound.shape().rank() == 0 ? bound : node.reshape("bound" + input, bound, List.of());
  }
}
