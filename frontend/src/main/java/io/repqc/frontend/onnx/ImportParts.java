package io.repqc.frontend.onnx;

import static java.util.Map.entry;

import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tensors joined, and parts of tensors. */
final class ImportParts {
  private static final int SIZES_ARE_INPUT_SINCE = 13;
  private static final int UNEVEN_PARTS_SINCE = 18;

  private ImportParts() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("Concat", OnnxImporter.single(ImportParts::concat)),
        entry("Gather", OnnxImporter.single(ImportParts::gather)),
        entry("Split", ImportParts::split));
  }

  private static Value concat(OnnxNode node) {
    List<Value> parts = IntStream.range(0, node.inputCount()).mapToObj(node::input).toList();
    if (!node.hasAttribute("axis")) {
      throw node.problem("the attribute axis is missing");
    }
    return node.emit(new Concat(parts, node.axis("axis", 0, parts.get(0).shape().rank())));
  }

  private static Value gather(OnnxNode node) {
    int axis = node.axis("axis", 0, node.input(0).shape().rank());
    return node.emit(new Gather(node.input(0), node.input(1), axis));
  }

  /** One slice for each output. */
  private static List<Value> split(OnnxNode node) {
    Value x = node.input(0);
    int axis = node.axis("axis", 0, x.shape().rank());
    List<Integer> sizes = sizes(node, x.type().dim(axis));
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int part = 0; part < sizes.size(); part++) {
      List<Integer> count = List.of(sizes.get(part));
      Slice slice = new Slice(x, List.of(axis), List.of(start), count, List.of(1));
      parts.add(node.wants(part) ? node.emitOutput(part, slice) : null);
      start += sizes.get(part);
    }
    return parts;
  }

  private static List<Integer> sizes(OnnxNode node, int size) {
    boolean given = MovedAttribute.has(node, "split", 1, SIZES_ARE_INPUT_SINCE);
    List<Integer> sizes =
        given
            ? MovedAttribute.integers(node, "split", 1, SIZES_ARE_INPUT_SINCE)
            : equalSizes(node, size);
    long total = sizes.stream().mapToLong(Integer::longValue).sum();
    if (sizes.size() != node.outputCount()
        || total != size
        || sizes.stream().anyMatch(part -> part < 0)) {
      throw node.problem(
          "the parts have sizes %s, expected %d of them that add up to %d",
          sizes, node.outputCount(), size);
    }
    return sizes;
  }

  /** From opset 18 on, the last part may be smaller. */
  private static List<Integer> equalSizes(OnnxNode node, int size) {
    int count = node.outputCount();
    if (node.opset() >= UNEVEN_PARTS_SINCE && node.hasAttribute("num_outputs")) {
      count = (int) Math.max(1, Math.min(node.integer("num_outputs", 0), node.outputCount()));
    } else if (size % count != 0) {
      throw node.problem("%d elements do not split into %d equal parts", size, count);
    }
    int part = (size + count - 1) / count;
    return IntStream.range(0, count)
        .mapToObj(i -> Math.max(0, Math.min(part, size - i * part)))
        .toList();
  }
}
