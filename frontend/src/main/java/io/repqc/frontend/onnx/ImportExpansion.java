package io.repqc.frontend.onnx;

import static java.util.Map.entry;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tensors that repeat a smaller one; a size that is the batch stays out of the numbers. */
final class ImportExpansion {
  private static final int MOST_COPIES = 4096;

  private ImportExpansion() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("ConstantOfShape", OnnxImporter.single(ImportExpansion::constantOfShape)),
        entry("Expand", OnnxImporter.single(ImportExpansion::expand)),
        entry("Tile", OnnxImporter.single(ImportExpansion::tile)));
  }

  /** Both shapes stretch: the target, too, may have a 1 where the input is larger. */
  private static Value expand(OnnxNode node) {
    Value x = node.input(0);
    List<Integer> target = MovedAttribute.integers(node.constant(1, "the target shape"));
    List<Integer> dims = new ArrayList<>();
    int rank = Math.max(x.shape().rank(), target.size());
    for (int axis = 0; axis < rank; axis++) {
      dims.add(stretched(node, sizeOf(x.shape().dims(), axis, rank), sizeOf(target, axis, rank)));
    }
    return stretch(node, x, dims, node.batchSource(node.input(1)), node::emit);
  }

  private static int sizeOf(List<Integer> dims, int axis, int rank) {
    int own = axis - (rank - dims.size());
    return own < 0 ? 1 : dims.get(own);
  }

  private static int stretched(OnnxNode node, int size, int target) {
    if (target < 0 || size != target && size != 1 && target != 1) {
      throw node.problem("an axis of size %d cannot stretch to %d", size, target);
    }
    return size == 1 ? target : size;
  }

  /** {@code x} stretched to {@code dims}, the first of which is that of {@code batch} if equal. */
  private static Value stretch(OnnxNode node, Value x, List<Integer> dims, Optional<Value> batch, Function<Op, Value> emit) {
    if (dims.isEmpty()) {
      return x;
    }
    if (dims.contains(0)) {
      TensorType empty = x.type().with(new Shape(dims));
      return emit.apply(new Constant(Tensor.fill(empty, 0)));
    }
    boolean follows = batch.isPresent() && startsWith(batch.get(), dims.get(0));
    if (!follows && x.shape().dims().equals(dims)) {
      return x;
    }
    boolean keeps =
        node.dependsOnInput(x) && x.shape().rank() == dims.size() && startsWith(x, dims.get(0));
    List<Integer> written = new ArrayList<>(dims);
    if (follows || keeps) {
      written.set(0, 0);
    }
    return emit.apply(new Expand(x, follows ? batch.get() : x, written));
  }

  private static boolean startsWith(Value value, int size) {
    return value.shape().rank() > 0 && value.type().dim(0) == size;
  }

  private static Value constantOfShape(OnnxNode node) {
    Tensor one = node.tensor("value").orElseGet(() -> Tensor.scalar(ElementType.F32, 0));
    if (one.count() != 1) {
      throw node.problem("value has %d elements, expected one", one.count());
    }
    List<Integer> dims = MovedAttribute.integers(node.constant(0, "the shape"));
    if (dims.stream().anyMatch(dim -> dim < 0)) {
      throw node.problem("the shape is %s, expected no negative size", dims);
    }
    Value scalar = node.constant("value", one.reshape(Shape.SCALAR));
    return stretch(node, scalar, dims, node.batchSource(node.input(0)), node::emit);
  }

  /** An axis of size 1 stretches, another one is joined to copies of itself. */
  private static Value tile(OnnxNode node) {
    Value x = node.input(0);
    Shape shape = x.shape();
    List<Integer> repeats = MovedAttribute.integers(node.constant(1, "the repeats"));
    if (repeats.size() != shape.rank() || repeats.stream().anyMatch(count -> count < 0)) {
      throw node.problem("the repeats are %s, expected one for each axis of %s", repeats, shape);
    }
    List<Integer> dims = new ArrayList<>();
    List<Integer> copied = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean copies = repeats.get(axis) > 1 && shape.dim(axis) > 1;
      if (copies) {
        copied.add(axis);
      }
      dims.add(shape.dim(axis) * (copies ? 1 : repeats.get(axis)));
    }
    Function<Op, Value> emit = copied.isEmpty() ? node::emit : op -> node.emit("stretched", op);
    Value tiled = stretch(node, x, dims, node.batchSource(node.input(1)), emit);
    for (int i = 0; i < copied.size(); i++) {
      int axis = copied.get(i);
      Concat op = new Concat(copies(node, tiled, repeats.get(axis)), axis);
      tiled = i == copied.size() - 1 ? node.emit(op) : node.emit("axis" + axis, op);
    }
    return tiled;
  }

  private static List<Value> copies(OnnxNode node, Value value, int count) {
    if (count > MOST_COPIES) {
      throw node.problem("%d repeats of an axis, expected at most %d", count, MOST_COPIES);
    }
    return Collections.nCopies(count, value);
  }
}
