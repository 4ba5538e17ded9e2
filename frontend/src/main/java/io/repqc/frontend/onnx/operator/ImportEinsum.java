package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Einsum as sums, transposes and products of two operands at a time: of matrices where an axis that
 * both have is summed, of elements where none is.
 */
final class ImportEinsum {
  private final OnnxNode node;
  private final EinsumEquation equation;

  private ImportEinsum(OnnxNode node) {
    this.node = node;
    this.equation = EinsumEquation.of(node);
  }

  static Map<String, OnnxImporter> rows() {
    return Map.of("Einsum", OnnxImporter.single(node -> new ImportEinsum(node).build()));
  }

  /** A value whose axes have labels, all of them different. */
  private record Labelled(Value value, String labels) {
    /** How long the axis of a label is; 1 if there is none. */
    int dim(int label) {
      return has(label) ? value.type().dim(labels.indexOf(label)) : 1;
    }

    int count(String chosen) {
      return chosen.chars().map(this::dim).reduce(1, Math::multiplyExact);
    }

    List<Integer> dims(String chosen) {
      return chosen.chars().map(this::dim).boxed().toList();
    }

    boolean has(int label) {
      return labels.indexOf(label) >= 0;
    }
  }

  private Value build() {
    Labelled product = operand(0);
    for (int i = 1; i < node.inputCount(); i++) {
      product = product(product, operand(i), i + 1);
    }
    return transposed(summed(product, equation.result()), equation.result()).value();
  }

  /** An input of which each axis has a label of its own. */
  private Labelled operand(int index) {
    Labelled x = new Labelled(node.input(index), equation.terms().get(index));
    for (int label : x.labels.chars().toArray()) {
      while (x.labels.indexOf(label) < x.labels.lastIndexOf(label)) {
        x = diagonal(x, x.labels.indexOf(label), x.labels.lastIndexOf(label));
      }
    }
    return x;
  }

  /** The elements with the same index on two axes, along a new last one in their place. */
  private Labelled diagonal(Labelled x, int first, int second) {
    StringBuilder labels = new StringBuilder();
    List<Integer> order = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < x.labels.length(); axis++) {
      if (axis != first && axis != second) {
        labels.append(x.labels.charAt(axis));
        order.add(axis);
        dims.add(x.value.type().dim(axis));
      }
    }
    int size = x.value.type().dim(first);
    order.addAll(List.of(first, second));
    dims.add(size * size);
    Value square = node.reshape("square", node.emit("pairs", new Transpose(x.value, order)), dims);
    Slice diagonal = Slice.along(square, labels.length(), 0, size, size + 1);
    labels.append(x.labels.charAt(first));
    return new Labelled(node.emit("diagonal", diagonal), labels.toString());
  }

  private Labelled product(Labelled left, Labelled right, int others) {
    IntPredicate isNeeded = label -> equation.needs(others, (char) label);
    Labelled first = summed(left, chosen(left, l -> isNeeded.test(l) || right.has(l)));
    Labelled second = summed(right, chosen(right, l -> isNeeded.test(l) || left.has(l)));
    boolean isTurned = !node.dependsOnInput(first.value) && node.dependsOnInput(second.value);
    Labelled data = isTurned ? second : first;
    Labelled other = isTurned ? first : second;
    String inner = chosen(data, label -> other.has(label) && !isNeeded.test(label));
    return inner.isEmpty() ? elements(data, other) : matrices(data, other, inner);
  }

  private Labelled elements(Labelled left, Labelled right) {
    String labels = left.labels + chosen(right, label -> !left.has(label));
    Binary product = new Binary(BinaryFunction.MUL, spread(left, labels), spread(right, labels));
    return new Labelled(node.emit("product", product), labels);
  }

  /** With these axes, those that it has not of size 1. */
  private Value spread(Labelled x, String labels) {
    Labelled ordered = transposed(x, EinsumEquation.chosen(labels, x::has));
    return shaped("spread", ordered.value, x.dims(labels));
  }

  /** The axes of the left operand that stay keep their order, so that the batch stays in front. */
  private Labelled matrices(Labelled left, Labelled right, String inner) {
    String kept = chosen(left, label -> inner.indexOf(label) < 0);
    String rows = chosen(left, label -> !right.has(label));
    String row = rows.substring(Math.max(0, rows.length() - 1));
    String outer = EinsumEquation.chosen(kept, label -> row.indexOf(label) < 0);
    String shared = EinsumEquation.chosen(outer, right::has);
    String columns = chosen(right, label -> !left.has(label));
    Labelled second = transposed(right, shared + inner + columns);
    Value data = matrix("rows", transposed(left, outer + row + inner), outer, row, inner);
    Value product =
        shared.isEmpty() && !node.dependsOnInput(right.value)
            ? ImportMatMul.product(
                node, "product", data, matrix("columns", second, "", inner, columns))
            : node.emit(
                "product", new MatMul(data, matrix("columns", second, outer, inner, columns)));
    String labels = outer + row + columns;
    List<Integer> dims =
        labels.chars().mapToObj(label -> Math.max(left.dim(label), right.dim(label))).toList();
    return new Labelled(shaped("result", product, dims), labels);
  }

  private Value matrix(String suffix, Labelled x, String outer, String rows, String columns) {
    List<Integer> dims = new ArrayList<>(x.dims(outer));
    dims.addAll(List.of(x.count(rows), x.count(columns)));
    return shaped(suffix, x.value, dims);
  }

  /** Without the axes that are not among {@code kept}. */
  private Labelled summed(Labelled x, String kept) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.labels.length(); axis++) {
      if (kept.indexOf(x.labels.charAt(axis)) < 0) {
        axes.add(axis);
      }
    }
    return axes.isEmpty()
        ? x
        : new Labelled(
            node.emit("sum", new Reduce(ReduceFunction.SUM, x.value, axes, false)),
            chosen(x, label -> kept.indexOf(label) >= 0));
  }

  private Labelled transposed(Labelled x, String labels) {
    List<Integer> order = labels.chars().mapToObj(x.labels::indexOf).toList();
    return labels.equals(x.labels)
        ? x
        : new Labelled(node.emit("transposed", new Transpose(x.value, order)), labels);
  }

  private Value shaped(String suffix, Value x, List<Integer> dims) {
    return x.shape().dims().equals(dims) ? x : node.reshape(suffix, x, dims);
  }

  private static String chosen(Labelled x, IntPredicate isChosen) {
    return EinsumEquation.chosen(x.labels, isChosen);
  }
}
