package io.repqc.passes.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Reshape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Builds the weight side of a graph: small expressions under names of their own. */
final class Expressions {
  private static final int LARGEST_FOLDED = 1 << 22;

  private final Set<String> names = new HashSet<>();
  private final Set<Value> own = Collections.newSetFromMap(new IdentityHashMap<>());
  private final String base;
  private int next;

  Expressions(Graph graph, String base) {
    this.base = base;
    graph.values().forEach(value -> names.add(value.name()));
  }

  /** A value of this op; computed at once where it depends on constants only. */
  Value of(Op op) {
    List<Value> operands = OpSchema.operands(op);
    Value value = Value.of(freshName(base), op);
    boolean folds =
        !operands.isEmpty()
            && value.shape().count() <= LARGEST_FOLDED
            && operands.stream().allMatch(operand -> operand.op() instanceof Constant);
    Value result =
        folds
            ? Value.of(
                value.name(),
                new Constant(op.evaluate(operand -> ((Constant) operand.op()).tensor())))
            : value;
    own.add(result);
    return result;
  }

  /** The same expression under a name that is like {@code hint}; the user's keep their own. */
  Value named(String hint, Value value) {
    return own.contains(value)
        ? Value.of(names.add(hint) ? hint : freshName(hint), value.op())
        : value;
  }

  private String freshName(String like) {
    String name;
    do {
      name = like + "." + next++;
    } while (!names.add(name));
    return name;
  }

  Value constant(Tensor tensor) {
    return of(new Constant(tensor));
  }

  Value fill(TensorType type, double number) {
    return constant(Tensor.fill(type, number));
  }

  Value add(Value left, Value right) {
    if (Constant.isAll(left, 0) && left.shape().equals(right.shape())) {
      return right;
    }
    return Constant.isAll(right, 0) && right.shape().equals(left.shape())
        ? left
        : of(new Binary(BinaryFunction.ADD, left, right));
  }

  Value subtract(Value left, Value right) {
    return Constant.isAll(right, 0) && right.shape().equals(left.shape())
        ? left
        : of(new Binary(BinaryFunction.SUB, left, right));
  }

  Value multiply(Value left, Value right) {
    return of(new Binary(BinaryFunction.MUL, left, right));
  }

  Value divide(Value left, Value right) {
    return of(new Binary(BinaryFunction.DIV, left, right));
  }

  Value reshape(Value value, Shape shape) {
    return value.shape().equals(shape) ? value : of(new Reshape(value, shape.dims()));
  }

  /** A kernel with each output channel multiplied by its own factor. */
  Value scale(Value kernel, Value factors) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(kernel.shape().rank(), 1));
    dims.set(0, kernel.type().dim(0));
    return multiply(kernel, reshape(factors, new Shape(dims)));
  }
}
