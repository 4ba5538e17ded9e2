package io.repqc.tests.quantized;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether two networks are the same but for the names of values and for where numbers lie: in the
 * graph or beside it. Values are compared from the outputs on, since names may decide the order.
 */
final class Likeness {
  private final Model left;
  private final Model right;
  private final Map<Value, Value> counterparts = new IdentityHashMap<>();

  private Likeness(Model left, Model right) {
    this.left = left;
    this.right = right;
  }

  /** What tells them apart, if anything does. */
  static Optional<String> difference(Model left, Model right) {
    return new Likeness(left, right).difference();
  }

  private Optional<String> difference() {
    List<Value> ones = left.graph().values();
    List<Value> others = right.graph().values();
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      if (!isLike(ones.get(i), others.get(i))) {
        return Optional.of("%s is not like %s".formatted(ones.get(i), others.get(i)));
      }
      counterparts.put(ones.get(i), others.get(i));
    }
    return ones.size() == others.size()
        ? Optional.empty()
        : Optional.of("%d values and %d".formatted(ones.size(), others.size()));
  }

  private boolean isLike(Value one, Value other) {
    if (isGiven(one) || isGiven(other)) {
      return isGiven(one) && isGiven(other) && numbers(left, one).equals(numbers(right, other));
    }
    List<Value> operands = new ArrayList<>();
    OpSchema.operands(one.op()).forEach(operand -> operands.add(counterparts.get(operand)));
    return one.type().equals(other.type())
        && Objects.equals(OpSchema.mnemonic(one.op()), OpSchema.mnemonic(other.op()))
        && OpSchema.attributes(one.op()).equals(OpSchema.attributes(other.op()))
        && operands.equals(OpSchema.operands(other.op()));
  }

  private static boolean isGiven(Value value) {
    return value.op() instanceof Constant || value.op() instanceof Parameter;
  }

  private static Tensor numbers(Model model, Value value) {
    return value.op() instanceof Constant constant ? constant.tensor() : model.parameter(value);
  }
}
