package io.repqc.frontend.onnx;

import io.repqc.ir.Value;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pad: a border around some axes, all of them by default. */
final class ImportPad {
  private static final int PADS_ARE_INPUT_SINCE = 11;

  private ImportPad() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("Pad", OnnxImporter.single(ImportPad::pad));
  }

  private static Value pad(OnnxNode node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    List<Integer> pads = MovedAttribute.integers(node, "pads", 1, PADS_ARE_INPUT_SINCE);
    List<Integer> axes =
        node.opset() >= PADS_ARE_INPUT_SINCE && node.has(3)
            ? MovedAttribute.axes(node, 3, PADS_ARE_INPUT_SINCE, rank)
            : IntStream.range(0, rank).boxed().toList();
    if (pads.size() != 2 * axes.size()) {
      throw node.problem(
          "pads has %d numbers %s, expected two for each of the %d axes",
          pads.size(), pads, axes.size());
    }
    if (pads.stream().allMatch(pad -> pad == 0)) {
      return x;
    }
    List<Integer> before = spread(axes, pads.subList(0, axes.size()), rank);
    List<Integer> after = spread(axes, pads.subList(axes.size(), pads.size()), rank);
    PadMode mode = mode(node);
    if (mode == PadMode.CONSTANT) {
      return node.emit(new Pad(mode, x, before, after, fill(node)));
    }
    return node.emit(new Pad(mode, cropped(node, before, after), grown(before), grown(after), 0));
  }

  /** Negative pads cut before the border is made of what is left. */
  private static Value cropped(OnnxNode node, List<Integer> before, List<Integer> after) {
    Value x = node.input(0);
    List<Integer> cutBefore = before.stream().map(pad -> Math.min(0, pad)).toList();
    List<Integer> cutAfter = after.stream().map(pad -> Math.min(0, pad)).toList();
    boolean cuts = Stream.concat(cutBefore.stream(), cutAfter.stream()).anyMatch(pad -> pad < 0);
    return cuts ? node.emit("cropped", new Pad(PadMode.CONSTANT, x, cutBefore, cutAfter, 0)) : x;
  }

  private static List<Integer> grown(List<Integer> pads) {
    return pads.stream().map(pad -> Math.max(0, pad)).toList();
  }

  private static List<Integer> spread(List<Integer> axes, List<Integer> pads, int rank) {
    List<Integer> all = new ArrayList<>(Collections.nCopies(rank, 0));
    for (int i = 0; i < axes.size(); i++) {
      all.set(axes.get(i), pads.get(i));
    }
    return all;
  }

  private static PadMode mode(OnnxNode node) {
    String mode = node.text("mode", "constant");
    return switch (mode) {
      case "constant" -> PadMode.CONSTANT;
      case "edge" -> PadMode.EDGE;
      case "reflect" -> PadMode.REFLECT;
      case "wrap" -> PadMode.WRAP;
      default -> throw node.problem("mode is '%s', expected constant, edge, reflect or wrap", mode);
    };
  }

  private static double fill(OnnxNode node) {
    if (node.opset() < PADS_ARE_INPUT_SINCE) {
      return node.number("value", 0);
    }
    return node.has(2) ? node.constant(2, "the value of the border").number(0) : 0;
  }
}
