package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Value;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The attributes of the operators that move a kernel over the spatial axes. */
final class WindowAttributes {
  private WindowAttributes() {}

  /** The kernel's size where only an attribute says it. */
  static List<Integer> kernelShape(OnnxNode node) {
    List<Integer> kernel = node.integers("kernel_shape", List.of());
    if (kernel.isEmpty() || kernel.stream().anyMatch(size -> size < 1)) {
      throw node.problem(
          "kernel_shape is %s, expected a positive size for each spatial axis", kernel);
    }
    return kernel;
  }

  /** The spatial part of a weight's shape, which an attribute may repeat. */
  static List<Integer> kernelShape(OnnxNode node, Value weight) {
    int rank = weight.shape().rank();
    if (rank < 3) {
      throw node.problem("the weight %s has no spatial axes", weight);
    }
    List<Integer> kernel = weight.shape().dims().subList(2, rank);
    List<Integer> stated = node.integers("kernel_shape", kernel);
    if (!stated.equals(kernel)) {
      throw node.problem("kernel_shape is %s, but the weight is %s", stated, weight);
    }
    return kernel;
  }

  /** How a kernel moves over x. */
  static Window window(OnnxNode node, Value x, List<Integer> kernel) {
    int rank = kernel.size();
    if (x.shape().rank() != rank + 2) {
      throw node.problem(
          "the kernel has %d axes, expected those of the input %s without its first two", rank, x);
    }
    List<Integer> strides = perAxis(node, "strides", rank, 1);
    List<Integer> dilations = perAxis(node, "dilations", rank, 1);
    if (isSame(node)) {
      List<Long> totals = new ArrayList<>();
      for (int axis = 0; axis < rank; axis++) {
        long size = x.type().dim(axis + 2);
        long stride = Math.max(1, strides.get(axis));
        long span = (kernel.get(axis) - 1L) * dilations.get(axis) + 1;
        totals.add(Math.max(0, ((size + stride - 1) / stride - 1) * stride + span - size));
      }
      return shared(strides, dilations, totals, isUpper(node));
    }
    List<Integer> pads = pads(node, rank);
    return new Window(strides, dilations, pads.subList(0, rank), pads.subList(rank, 2 * rank));
  }

  /**
   * A border of {@code totals} elements, half of it on each side, an odd one after the axis or
   * before it. A negative total is taken off after the axis.
   */
  static Window shared(
      List<Integer> strides, List<Integer> dilations, List<Long> totals, boolean oddAfter) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (long total : totals) {
      long first = Math.max(0, oddAfter ? total / 2 : total - total / 2);
      before.add(Math.toIntExact(first));
      after.add(Math.toIntExact(total - first));
    }
    return new Window(strides, dilations, before, after);
  }

  /** Whether the border is to be such that the size of the result hangs on the strides only. */
  static boolean isSame(OnnxNode node) {
    String autoPad = autoPad(node);
    return switch (autoPad) {
      case "SAME_UPPER", "SAME_LOWER" -> true;
      case "NOTSET", "VALID" -> false;
      default ->
          throw node.problem(
              "auto_pad is '%s', expected NOTSET, SAME_UPPER, SAME_LOWER or VALID", autoPad);
    };
  }

  static boolean isUpper(OnnxNode node) {
    return autoPad(node).equals("SAME_UPPER");
  }

  /** The border before all axes, then after all axes, as the node says it. */
  static List<Integer> pads(OnnxNode node, int rank) {
    return autoPad(node).equals("VALID")
        ? Collections.nCopies(2 * rank, 0)
        : perAxis(node, "pads", 2 * rank, 0);
  }

  static List<Integer> perAxis(OnnxNode node, String attribute, int count, int otherwise) {
    List<Integer> list = node.integers(attribute, Collections.nCopies(count, otherwise));
    if (list.size() != count) {
      throw node.problem("%s has %d numbers %s, expected %d", attribute, list.size(), list, count);
    }
    return list;
  }

  private static String autoPad(OnnxNode node) {
    return node.text("auto_pad", "NOTSET");
  }
}
