package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Value;
import io.repqc.ir.op.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Slice: a range of each axis, negative places counted from its end. */
final class ImportSlice {
  private static final int RANGES_ARE_INPUTS_SINCE = 10;

  private ImportSlice() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("Slice", OnnxImporter.single(ImportSlice::slice));
  }

  private record Range(int axis, int start, int count, int step) {
    boolean isWhole(int size) {
      return start == 0 && count == size && step == 1;
    }
  }

  /** An axis that is kept whole is not named, so that its size may change with the batch. */
  private static Value slice(OnnxNode node) {
    Value x = node.input(0);
    List<Range> ranges =
        ranges(node).stream().filter(range -> !range.isWhole(x.type().dim(range.axis()))).toList();
    return ranges.isEmpty()
        ? x
        : node.emit(
            new Slice(
                x,
                ranges.stream().map(Range::axis).toList(),
                ranges.stream().map(Range::start).toList(),
                ranges.stream().map(Range::count).toList(),
                ranges.stream().map(Range::step).toList()));
  }

  private static List<Range> ranges(OnnxNode node) {
    int rank = node.input(0).shape().rank();
    List<Integer> starts = MovedAttribute.integers(node, "starts", 1, RANGES_ARE_INPUTS_SINCE);
    List<Integer> ends = MovedAttribute.integers(node, "ends", 2, RANGES_ARE_INPUTS_SINCE);
    int count = starts.size();
    List<Integer> axes =
        MovedAttribute.has(node, "axes", 3, RANGES_ARE_INPUTS_SINCE)
            ? MovedAttribute.axes(node, 3, RANGES_ARE_INPUTS_SINCE, rank)
            : IntStream.range(0, count).mapToObj(axis -> OnnxNode.axis(axis, rank)).toList();
    List<Integer> steps =
        MovedAttribute.has(node, "steps", 4, RANGES_ARE_INPUTS_SINCE)
            ? MovedAttribute.integers(node, "steps", 4, RANGES_ARE_INPUTS_SINCE)
            : IntStream.range(0, count).mapToObj(i -> 1).toList();
    if (ends.size() != count || axes.size() != count || steps.size() != count) {
      throw node.problem(
          "starts %s, ends %s, axes %s and steps %s differ in length", starts, ends, axes, steps);
    }
    if (steps.contains(0)) {
      throw node.problem("a step is 0 in %s", steps);
    }
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int size = node.input(0).type().dim(axes.get(i));
      ranges.add(range(axes.get(i), size, starts.get(i), ends.get(i), steps.get(i)));
    }
    return ranges;
  }

  /**
   * Going up, both ends clamp to [0, size]; going down, to the last element and to one before 0.
   */
  private static Range range(int axis, int size, long start, long end, int step) {
    long from = start < 0 ? start + size : start;
    long to = end < 0 ? end + size : end;
    boolean up = step > 0;
    long first = Math.max(0, Math.min(up ? size : size - 1, from));
    long stop = Math.max(up ? 0 : -1, Math.min(up ? size : size - 1, to));
    long length = up ? stop - first : first - stop;
    long stride = Math.abs((long) step);
    long count = size == 0 ? 0 : Math.max(0, (length + stride - 1) / stride);
    return new Range(axis, (int) first, (int) count, step);
  }
}
