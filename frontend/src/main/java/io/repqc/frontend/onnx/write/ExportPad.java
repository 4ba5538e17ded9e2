package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Borders, and what is cut where they are negative. */
final class ExportPad {
  private static final int WRAP_SINCE = 19;

  private ExportPad() {}

  static void write(NodeWriter node, Pad op) {
    if (op.mode() == PadMode.CONSTANT) {
      double fill = Tensor.scalar(op.x().elementType(), op.fill()).number(0);
      List<String> inputs = new ArrayList<>(List.of(node.operand(op.x()), pads(node, op)));
      inputs.add(fill == 0 ? NodeWriter.NONE : node.number("fill", fill));
      node.result("Pad", inputs, mode(op));
    } else if (!isInOnnx(op)) {
      gathered(node, op);
    } else if (isCut(op)) {
      Pad grown = new Pad(op.mode(), op.x(), grown(op.before()), grown(op.after()), 0);
      String whole = padded(node, "grown", node.operand(op.x()), grown);
      String cut = pads(node, shrunk(op.before()), shrunk(op.after()));
      node.result("Pad", List.of(whole, cut));
    } else {
      node.result("Pad", List.of(node.operand(op.x()), pads(node, op)), mode(node, op));
    }
  }

  private static String padded(NodeWriter node, String suffix, String x, Pad op) {
    return node.emit(suffix, "Pad", List.of(x, pads(node, op)), mode(node, op));
  }

  /** {@code x} less what the negative ones of these pads cut. */
  static String cropped(NodeWriter node, String x, List<Integer> before, List<Integer> after) {
    boolean cuts = Stream.concat(before.stream(), after.stream()).anyMatch(pad -> pad < 0);
    return cuts
        ? node.emit("cropped", "Pad", List.of(x, pads(node, shrunk(before), shrunk(after))))
        : x;
  }

  private static String pads(NodeWriter node, Pad op) {
    return pads(node, op.before(), op.after());
  }

  static String pads(NodeWriter node, List<Integer> before, List<Integer> after) {
    return node.integers("pads", Stream.concat(before.stream(), after.stream()).toList());
  }

  private static NodeAttributes mode(NodeWriter node, Pad op) {
    if (op.mode() == PadMode.WRAP) {
      node.needsOpset(WRAP_SINCE);
    }
    return mode(op);
  }

  private static NodeAttributes mode(Pad op) {
    return switch (op.mode()) {
      case CONSTANT -> new NodeAttributes();
      case EDGE -> new NodeAttributes().text("mode", "edge");
      case REFLECT -> new NodeAttributes().text("mode", "reflect");
      case WRAP -> new NodeAttributes().text("mode", "wrap");
    };
  }

  /** In ONNX a mirror image lacks the edge and comes once, and so does the other end. */
  private static boolean isInOnnx(Pad op) {
    int more = op.mode() == PadMode.REFLECT ? 1 : 0;
    for (int axis = 0; axis < op.before().size(); axis++) {
      int border = Math.max(op.before().get(axis), op.after().get(axis));
      if (op.mode() != PadMode.EDGE && border > 0 && border + more > op.x().type().dim(axis)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCut(Pad op) {
    return Stream.concat(op.before().stream(), op.after().stream()).anyMatch(pad -> pad < 0);
  }

  static List<Integer> grown(List<Integer> pads) {
    return pads.stream().map(pad -> Math.max(0, pad)).toList();
  }

  private static List<Integer> shrunk(List<Integer> pads) {
    return pads.stream().map(pad -> Math.min(0, pad)).toList();
  }

  /** Axis by axis the elements that stand there. */
  private static void gathered(NodeWriter node, Pad op) {
    String result = node.operand(op.x());
    for (int axis = 0; axis < op.before().size(); axis++) {
      if (op.before().get(axis) != 0 || op.after().get(axis) != 0) {
        if (node.followsBatch(op.x(), axis)) {
          node.fixBatch();
        }
        result = ExportParts.gathered(node, result, sources(op, axis), axis);
      }
    }
    node.same(result);
  }

  private static List<Long> sources(Pad op, int axis) {
    int size = op.x().type().dim(axis);
    TensorType type = new TensorType(ElementType.I64, Shape.of(size));
    Tensor places = Tensor.generateIntegers(type, i -> i);
    Value line = Value.of("places", new Constant(places));
    List<Integer> before = List.of(op.before().get(axis));
    List<Integer> after = List.of(op.after().get(axis));
    Tensor padded = new Pad(op.mode(), line, before, after, 0).evaluate(operand -> places);
    return Arrays.stream(padded.toIntegers()).boxed().toList();
  }
}
