package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.util.Arrays;
import java.util.List;

/** A list of integers that is an attribute in older opsets and an input in newer ones. */
final class MovedAttribute {
  private MovedAttribute() {}

  /** The list; empty where the node has none. */
  static List<Integer> integers(OnnxNode node, String name, int input, int inputSince) {
    boolean isInput = node.opset() >= inputSince;
    if (isInput ? node.hasAttribute(name) : node.has(input)) {
      throw node.problem(
          "%s is an %s, but in opset %d it is an %s",
          name, isInput ? "attribute" : "input", node.opset(), isInput ? "input" : "attribute");
    }
    if (!isInput) {
      return node.longs(name).map(MovedAttribute::integers).orElse(List.of());
    }
    return node.has(input) ? integers(node.constant(input, name)) : List.of();
  }

  /** Whether the node has the list at all. */
  static boolean has(OnnxNode node, String name, int input, int inputSince) {
    return node.opset() < inputSince ? node.hasAttribute(name) : node.has(input);
  }

  /** The axes of a node, counted from the front; empty where it has none. */
  static List<Integer> axes(OnnxNode node, int input, int inputSince, int rank) {
    return integers(node, "axes", input, inputSince).stream()
        .map(axis -> OnnxNode.axis(axis, rank))
        .toList();
  }

  /** The elements of {@code tensor}; those that do not fit an int become the nearest that does. */
  static List<Integer> integers(Tensor tensor) {
    ModelException.check(
        tensor.elementType().isInteger(), "found %s, expected a list of integers", tensor);
    return integers(tensor.toIntegers());
  }

  private static List<Integer> integers(long[] wide) {
    return Arrays.stream(wide)
        .mapToObj(i -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, i)))
        .toList();
  }
}
