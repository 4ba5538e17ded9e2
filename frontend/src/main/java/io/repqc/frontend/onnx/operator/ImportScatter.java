package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ScatterND where the places fill a range of each axis, one after the other: that is how exporters
 * write an assignment to a part of a value, so it becomes what stands around that part, and the
 * part.
 */
final class ImportScatter {
  private ImportScatter() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("ScatterND", OnnxImporter.single(ImportScatter::scatter));
  }

  private record Range(int axis, int start, int count) {
    int end() {
      return start + count;
    }
  }

  private static Value scatter(OnnxNode node) {
    if (!node.text("reduction", "none").equals("none")) {
      throw node.problem("reduction is '%s', expected none", node.text("reduction", "none"));
    }
    Value x = node.input(0);
    List<Range> box =
        box(node, x, node.constant(1, "the places"))
            .orElseThrow(
                () -> node.problem("the places are not a range of each axis, in their order"));
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    box.forEach(range -> dims.set(range.axis(), range.count()));
    Value part = node.reshape("part", node.input(2), dims);
    Value whole = node.dependsOnInput(x) ? ImportParts.alongBatch(node, "parts", part, x) : part;
    return replaced(
        node,
        x,
        box.stream().filter(range -> range.count() < x.type().dim(range.axis())).toList(),
        whole);
  }

  /** The range of each of the first axes, if these make just these places, row after row. */
  private static Optional<List<Range>> box(OnnxNode node, Value x, Tensor places) {
    int axes = places.type().rank() == 0 ? 0 : places.type().dim(places.type().rank() - 1);
    if (axes == 0 || axes > x.shape().rank() || places.count() == 0) {
      throw node.problem("the places are %s, which name no elements of %s", places.type(), x);
    }
    int[] numbers = new int[places.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = place(node, places.integer(i), i % axes, x);
    }
    List<Range> box = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      int end = numbers[numbers.length - axes + axis] + 1;
      box.add(new Range(axis, numbers[axis], end - numbers[axis]));
    }
    return isFilled(box, numbers) ? Optional.of(box) : Optional.empty();
  }

  private static int place(OnnxNode node, long place, int axis, Value x) {
    int size = x.type().dim(axis);
    if (place < -size || place >= size) {
      throw node.problem("place %d of axis %d of %s", place, axis, x);
    }
    return (int) (place < 0 ? place + size : place);
  }

  private static boolean isFilled(List<Range> box, int[] numbers) {
    int left = numbers.length / box.size();
    for (Range range : box) {
      if (range.count() < 1 || left % range.count() != 0) {
        return false;
      }
      left /= range.count();
      for (int i = range.axis(); i < numbers.length; i += box.size()) {
        if (numbers[i] != range.start() + i / box.size() / left % range.count()) {
          return false;
        }
      }
    }
    return left == 1;
  }

  /** {@code x} with {@code part} in the place of a box of it; other axes are whole. */
  private static Value replaced(OnnxNode node, Value x, List<Range> box, Value part) {
    if (box.isEmpty()) {
      return part;
    }
    Range range = box.get(0);
    int axis = range.axis();
    int size = x.type().dim(axis);
    List<Range> others = box.subList(1, box.size());
    List<Value> parts = new ArrayList<>();
    if (range.start() > 0) {
      parts.add(cut(node, "before", x, new Range(axis, 0, range.start())));
    }
    Value within = others.isEmpty() ? x : cut(node, "within", x, range);
    parts.add(replaced(node, within, others, part));
    if (range.end() < size) {
      parts.add(cut(node, "after", x, new Range(axis, range.end(), size - range.end())));
    }
    return node.emit("replaced", new Concat(parts, axis));
  }

  private static Value cut(OnnxNode node, String suffix, Value x, Range range) {
    return node.emit(suffix, Slice.along(x, range.axis(), range.start(), range.count()));
  }
}
