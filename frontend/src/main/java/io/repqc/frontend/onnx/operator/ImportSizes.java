package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.Map;

/** What is known once the shapes are: constants. */
final class ImportSizes {
  private ImportSizes() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "Range", OnnxImporter.single(ImportSizes::range),
        "Shape", OnnxImporter.single(ImportSizes::shape),
        "Size", OnnxImporter.single(ImportSizes::size));
  }

  /** The dimensions from {@code start} up to {@code end}, clamped to those there are. */
  private static Value shape(OnnxNode node) {
    Shape shape = node.input(0).shape();
    int start = clamped(node.integer("start", 0), shape.rank());
    int end = Math.max(start, clamped(node.integer("end", shape.rank()), shape.rank()));
    List<Integer> dims = shape.dims().subList(start, end);
    return node.constant(
        Tensor.i64(Shape.of(dims.size()), dims.stream().mapToLong(Integer::longValue).toArray()));
  }

  private static int clamped(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static Value size(OnnxNode node) {
    return node.constant(Tensor.i64(Shape.SCALAR, node.input(0).shape().count()));
  }

  private static Value range(OnnxNode node) {
    Tensor start = node.constant(0, "the start");
    Tensor limit = node.constant(1, "the limit");
    Tensor step = node.constant(2, "the step");
    double count = Math.ceil((limit.number(0) - start.number(0)) / step.number(0));
    if (step.number(0) == 0 || !(count <= OnnxNode.MOST_ELEMENTS)) {
      throw node.problem(
          "a range from %s to %s in steps of %s is too long; the limit is %d numbers",
          start.number(0), limit.number(0), step.number(0), OnnxNode.MOST_ELEMENTS);
    }
    ElementType elements = start.elementType();
    TensorType type = new TensorType(elements, Shape.of((int) Math.max(0, count)));
    return node.constant(
        elements.isFloat()
            ? Tensor.generate(type, i -> start.number(0) + i * step.number(0))
            : Tensor.generateIntegers(type, i -> start.integer(0) + i * step.integer(0)));
  }
}
