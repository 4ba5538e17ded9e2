package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Convolutions over one to three spatial axes. */
final class ImportConvolution {
  private ImportConvolution() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "Conv", OnnxImporter.single(ImportConvolution::convolution),
        "ConvTranspose", OnnxImporter.single(ImportConvolution::transposed));
  }

  private static Value convolution(OnnxNode node) {
    Value weight = node.input(1);
    Value bias = node.optionalInput(2).orElseGet(() -> noBias(node, weight));
    return node.emit(convolution(node, node.input(0), weight, bias));
  }

  /** The convolution that the node's attributes describe. */
  static Convolution convolution(OnnxNode node, Value x, Value weight, Value bias) {
    Window window = WindowAttributes.window(node, x, WindowAttributes.kernelShape(node, weight));
    return new Convolution(x, weight, bias, window, groups(node));
  }

  static Value noBias(OnnxNode node, Value weight) {
    WindowAttributes.kernelShape(node, weight);
    return zeros(node, weight, weight.type().dim(0));
  }

  private static Value transposed(OnnxNode node) {
    Value x = node.input(0);
    Value weight = node.input(1);
    List<Integer> kernel = WindowAttributes.kernelShape(node, weight);
    List<Integer> extra = WindowAttributes.perAxis(node, "output_padding", kernel.size(), 0);
    int channels = Math.multiplyExact(weight.type().dim(1), groups(node));
    Value bias = node.optionalInput(2).orElseGet(() -> zeros(node, weight, channels));
    Window window = transposedWindow(node, x, kernel, extra);
    return node.emit(new TransposedConvolution(x, weight, bias, window, extra, groups(node)));
  }

  /** The border follows from the size of the result where the node says that instead. */
  private static Window transposedWindow(
      OnnxNode node, Value x, List<Integer> kernel, List<Integer> extra) {
    if (!WindowAttributes.isSame(node) && !node.hasAttribute("output_shape")) {
      return WindowAttributes.window(node, x, kernel);
    }
    int rank = kernel.size();
    List<Integer> strides = WindowAttributes.perAxis(node, "strides", rank, 1);
    List<Integer> dilations = WindowAttributes.perAxis(node, "dilations", rank, 1);
    List<Integer> sizes = outputSizes(node, x, strides);
    List<Long> totals = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      long span = (kernel.get(axis) - 1L) * dilations.get(axis) + 1;
      long full = (x.type().dim(axis + 2) - 1L) * strides.get(axis) + span + extra.get(axis);
      totals.add(full - sizes.get(axis));
    }
    return WindowAttributes.shared(strides, dilations, totals, WindowAttributes.isUpper(node));
  }

  /** Some exporters write the batch and the channels into output_shape as well. */
  private static List<Integer> outputSizes(OnnxNode node, Value x, List<Integer> strides) {
    int rank = strides.size();
    if (x.shape().rank() != rank + 2) {
      throw node.problem("the kernel has %d axes, the input is %s", rank, x);
    }
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      sizes.add(Math.multiplyExact(x.type().dim(axis + 2), strides.get(axis)));
    }
    List<Integer> stated = node.integers("output_shape", sizes);
    if (stated.size() != rank && stated.size() != rank + 2) {
      throw node.problem("output_shape is %s, expected %d sizes", stated, rank);
    }
    return stated.subList(stated.size() - rank, stated.size());
  }

  private static int groups(OnnxNode node) {
    long groups = node.integer("group", 1);
    if (groups < 1 || groups > Integer.MAX_VALUE) {
      throw node.problem("group is %d, expected a positive number", groups);
    }
    return (int) groups;
  }

  private static Value zeros(OnnxNode node, Value like, int count) {
    return node.constant(
        "bias", Tensor.fill(new TensorType(like.elementType(), Shape.of(count)), 0));
  }
}
