package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A value split into a sequence, and parts of that, as PyTorch's newer exporter writes a split. */
final class ImportSequences {
  private static final int MOST_PARTS = 4096;

  private ImportSequences() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "SequenceAt", OnnxImporter.single(ImportSequences::at),
        "SplitToSequence", OnnxImporter.single(ImportSequences::split));
  }

  private static Value split(OnnxNode node) {
    Value x = node.input(0);
    int axis = node.axis("axis", 0, x.shape().rank());
    boolean keepsAxis = node.has(1) || node.flag("keepdims", true);
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes(node, x.type().dim(axis))) {
      Value part = node.emit("part" + parts.size(), Slice.along(x, axis, start, size));
      parts.add(keepsAxis ? part : without(node, part, axis));
      start += size;
    }
    return node.emitSequence(parts);
  }

  /** As given; or parts of one size, of which the last may be smaller; or one element each. */
  private static List<Integer> sizes(OnnxNode node, int size) {
    Optional<Tensor> split =
        node.has(1) ? Optional.of(node.constant(1, "the sizes of the parts")) : Optional.empty();
    if (split.isPresent() && split.get().type().rank() > 0) {
      List<Integer> sizes = MovedAttribute.integers(split.get());
      if (sizes.stream().anyMatch(count -> count < 0)
          || sizes.stream().mapToLong(Integer::longValue).sum() != size) {
        throw node.problem("the parts have sizes %s, expected them to add up to %d", sizes, size);
      }
      return sizes;
    }
    long part = split.map(tensor -> tensor.integer(0)).orElse(1L);
    if (part < 1 || (size - 1) / part >= MOST_PARTS) {
      throw node.problem(
          "%d elements in parts of %d, expected at most %d parts", size, part, MOST_PARTS);
    }
    return LongStream.iterate(0, start -> start < size, start -> start + part)
        .mapToObj(start -> (int) Math.min(part, size - start))
        .toList();
  }

  private static Value without(OnnxNode node, Value part, int axis) {
    List<Integer> dims = new ArrayList<>(part.shape().dims());
    dims.remove(axis);
    return node.reshape("squeezed", part, dims);
  }

  private static Value at(OnnxNode node) {
    List<Value> parts =
        node.sequence(0)
            .orElseThrow(() -> node.problem("input 0 is %s, expected a sequence", node.input(0)));
    long place = node.constant(1, "the place").integer(0);
    if (place < -parts.size() || place >= parts.size()) {
      throw node.problem("place %d of a sequence of %d", place, parts.size());
    }
    return parts.get((int) (place < 0 ? place + parts.size() : place));
  }
}
