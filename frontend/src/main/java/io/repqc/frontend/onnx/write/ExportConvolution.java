package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Convolutions; a bias of constant zeros is left out. */
final class ExportConvolution {
  /** Sums of products of such integers are exact in f64. */
  private static final int MOST_EXACT_BITS = 16;

  private ExportConvolution() {}

  static void convolution(NodeWriter node, Convolution op) {
    Optional<CentredInteger> x = centred(op.x());
    Optional<CentredInteger> weight = centred(op.weight());
    if (x.isPresent() && weight.isPresent() && !Windows.isNegative(op.window())) {
      integers(node, op, x.get(), weight.get());
      return;
    }
    if (op.x().elementType().isInteger() && op.x().elementType().bits() > MOST_EXACT_BITS) {
      throw node.problem(
          "a convolution of %s that are not 8-bit integers less a zero point",
          op.x().elementType());
    }
    node.result(
        "Conv",
        inputs(node, Windows.cropped(node, op.x(), op.window()), op.weight(), op.bias()),
        attributes(op));
  }

  private static NodeAttributes attributes(Convolution op) {
    return Windows.attributes(op.kernel().dims(), op.window()).integer("group", op.groups());
  }

  private static Optional<CentredInteger> centred(Value value) {
    return value.elementType() == ElementType.I32 ? CentredInteger.of(value) : Optional.empty();
  }

  /** ONNX convolves floats, and 8-bit integers less their zero points. */
  private static void integers(
      NodeWriter node, Convolution op, CentredInteger x, CentredInteger weight) {
    String[] inputs = x.names(node, "x");
    String[] weights = weight.names(node, "weight");
    List<String> all = List.of(inputs[0], weights[0], inputs[1], weights[1]);
    if (Constants.isFilled(op.bias(), 0)) {
      node.exactly("ConvInteger", all, attributes(op));
    } else {
      String sums = node.emit("sums", "ConvInteger", all, attributes(op));
      NodeWriter exact = node.in(Carrier.ANY);
      exact.result("Add", List.of(sums, perChannel(exact, op.bias(), op.window())));
    }
  }

  private static List<String> inputs(NodeWriter node, String x, Value weight, Value bias) {
    return List.of(
        x,
        node.operand(weight),
        Constants.isFilled(bias, 0) ? NodeWriter.NONE : node.operand(bias));
  }

  static void transposed(NodeWriter node, TransposedConvolution given) {
    TransposedConvolution op = withSmallPadding(given);
    if (Windows.isNegative(op.window())) {
      grown(node, op);
    } else {
      node.result(
          "ConvTranspose",
          inputs(node, node.operand(op.x()), op.weight(), op.bias()),
          attributes(op));
    }
  }

  /** Output padding has to be smaller than the stride; as less of a border it means the same. */
  private static TransposedConvolution withSmallPadding(TransposedConvolution op) {
    Window window = op.window();
    List<Integer> extra = op.outputPadding();
    IntStream axes = IntStream.range(0, window.rank());
    if (axes.allMatch(axis -> extra.get(axis) < window.strides().get(axis))) {
      return op;
    }
    List<Integer> after =
        IntStream.range(0, window.rank())
            .mapToObj(axis -> window.after().get(axis) - extra.get(axis))
            .toList();
    Window shifted = new Window(window.strides(), window.dilations(), window.before(), after);
    List<Integer> none = Collections.nCopies(window.rank(), 0);
    return new TransposedConvolution(op.x(), op.weight(), op.bias(), shifted, none, op.groups());
  }

  private static NodeAttributes attributes(TransposedConvolution op) {
    return Windows.attributes(op.kernel().dims(), op.window())
        .integers("output_padding", op.outputPadding())
        .integer("group", op.groups());
  }

  /** A negative border of the input is one of zeros around the result, before the bias. */
  private static void grown(NodeWriter node, TransposedConvolution op) {
    String sums =
        node.emit(
            "sums",
            "ConvTranspose",
            List.of(node.operand(op.x()), node.operand(op.weight())),
            attributes(op));
    List<Integer> before = Windows.allAxes(negated(op.window().before()));
    List<Integer> after = Windows.allAxes(negated(op.window().after()));
    List<String> inputs = List.of(sums, ExportPad.pads(node, before, after));
    if (Constants.isFilled(op.bias(), 0)) {
      node.result("Pad", inputs);
    } else {
      String bordered = node.emit("bordered", "Pad", inputs);
      node.result("Add", List.of(bordered, perChannel(node, op.bias(), op.window())));
    }
  }

  private static List<Integer> negated(List<Integer> pads) {
    return pads.stream().map(pad -> Math.max(0, -pad)).toList();
  }

  private static String perChannel(NodeWriter node, Value bias, Window window) {
    List<Integer> dims = new ArrayList<>(List.of(bias.shape().count()));
    dims.addAll(Collections.nCopies(window.rank(), 1));
    return node.reshaped("bias", node.operand(bias), new Shape(dims));
  }
}
