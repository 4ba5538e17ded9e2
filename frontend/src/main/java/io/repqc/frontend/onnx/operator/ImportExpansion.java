package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tensors that repeat a smaller one; a size that is the batch stays out of the numbers. */
final class ImportExpansion {
  private ImportExpansion() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("ConstantOfShape", OnnxImporter.single(ImportExpansion::constantOfShape)),
        entry("Expand", OnnxImporter.single(ImportExpansion::expand)));
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
  static Value stretch(
      OnnxNode node, Value x, List<Integer> dims, Optional<Value> batch, Function<Op, Value> emit) {
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
}
