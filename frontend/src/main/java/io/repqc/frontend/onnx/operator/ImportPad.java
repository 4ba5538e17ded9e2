package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
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
          "pads has %d numbers %s, expected %d, two for each axis",
          pads.size(), pads, 2 * axes.size());
    }
    if (axes.stream().distinct().count() < axes.size()) {
      throw node.problem("the axes %s repeat, expected each once", axes);
    }
    if (pads.stream().allMatch(pad -> pad == 0)) {
      return x;
    }
    List<Integer> before = spread(axes, pads.subList(0, axes.size()), rank);
    List<Integer> after = spread(axes, pads.subList(axes.size(), pads.size()), rank);
    pads.forEach(pad -> checkSize(node, pad));
    PadMode mode = mode(node);
    if (mode == PadMode.CONSTANT) {
      return node.emit(new Pad(mode, x, before, after, fill(node)));
    }
    Value source = cropped(node, before, after);
    if (mode == PadMode.REFLECT) {
      checkMirror(node, source.shape(), before);
      checkMirror(node, source.shape(), after);
    }
    return node.emit(new Pad(mode, source, grown(before), grown(after), 0));
  }

  private static void checkSize(OnnxNode node, int pad) {
    if (Math.abs((long) pad) > OnnxNode.MOST_ELEMENTS) {
      throw node.problem("a border of %d; the limit is %d", pad, OnnxNode.MOST_ELEMENTS);
    }
  }

  private static void checkMirror(OnnxNode node, Shape shape, List<Integer> pads) {
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (pads.get(axis) > 0 && pads.get(axis) >= shape.dim(axis)) {
        throw node.problem(
            "a reflected border of %d on axis %d of %s, expected one smaller than the axis",
            pads.get(axis), axis, shape);
      }
    }
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
