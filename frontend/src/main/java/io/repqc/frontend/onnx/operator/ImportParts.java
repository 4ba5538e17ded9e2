package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    int axis = node.axis("axis", 0, parts.get(0).shape().rank());
    return node.emit(new Concat(axis == 0 ? parts : alongBatch(node, parts), axis));
  }

  /** What no input reaches, such as a border or a class token, is the same for each instance. */
  private static List<Value> alongBatch(OnnxNode node, List<Value> parts) {
    Optional<Value> batched = parts.stream().filter(node::dependsOnInput).findFirst();
    if (batched.isEmpty()) {
      return parts;
    }
    return IntStream.range(0, parts.size())
        .mapToObj(i -> alongBatch(node, "part" + i, parts.get(i), batched.get()))
        .toList();
  }

  /** {@code part} repeated along the batch of {@code batched}, if it stands for one instance. */
  static Value alongBatch(OnnxNode node, String suffix, Value part, Value batched) {
    Shape shape = part.shape();
    boolean follows =
        !node.dependsOnInput(part)
            && shape.rank() == batched.shape().rank()
            && shape.dim(0) == batched.type().dim(0);
    if (!follows) {
      return part;
    }
    List<Integer> dims = new ArrayList<>(shape.dims());
    dims.set(0, 0);
    return node.emit(suffix, new Expand(part, batched, dims));
  }

  private static Value gather(OnnxNode node) {
    int axis = node.axis("axis", 0, node.input(0).shape().rank());
    if (node.isConstant(1)) {
      checkIndices(node, node.input(0).type().dim(axis));
    }
    return node.emit(new Gather(node.input(0), node.input(1), axis));
  }

  private static void checkIndices(OnnxNode node, int size) {
    for (long index : node.constant(1, "the indices").toIntegers()) {
      if (index < -size || index >= size) {
        throw node.problem("index %d of an axis of size %d", index, size);
      }
    }
  }

  /** One slice for each output. */
  private static List<Value> split(OnnxNode node) {
    Value x = node.input(0);
    int axis = node.axis("axis", 0, x.shape().rank());
    List<Integer> sizes = sizes(node, x.type().dim(axis));
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int part = 0; part < sizes.size(); part++) {
      Slice slice = Slice.along(x, axis, start, sizes.get(part));
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
    boolean uneven = node.opset() >= UNEVEN_PARTS_SINCE && node.hasAttribute("num_outputs");
    if (uneven && node.integer("num_outputs", 0) != count) {
      throw node.problem(
          "num_outputs is %d, but the node has %d outputs", node.integer("num_outputs", 0), count);
    }
    if (!uneven && size % count != 0) {
      throw node.problem("%d elements do not split into %d equal parts", size, count);
    }
    int part = (size + count - 1) / count;
    return IntStream.range(0, count)
        .mapToObj(i -> Math.max(0, Math.min(part, size - i * part)))
        .toList();
  }
}
