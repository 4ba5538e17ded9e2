package io.repqc.codegen.lower;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one kernel computes: an op and, where it makes sums, what becomes of these.
 *
 * @param source the result of the op
 * @param finish what follows
 * @param constants the numbers of values that do not depend on the network's inputs, null of others
 */
public record Layer(Value source, Finish finish, Function<Value, Tensor> constants) {
  public Op op() {
    return source.op();
  }

  /** What other layers read. */
  public Value result() {
    return finish.result();
  }

  /** The operands that are computed at run time; the first operand of the op comes first. */
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>();
    OpSchema.operands(op()).stream().filter(value -> !isConstant(value)).forEach(operands::add);
    finish.addition().ifPresent(addition -> operands.add(addition.other()));
    return operands;
  }

  /** This up to its sums. */
  Layer unfinished() {
    return new Layer(source, Finish.none(source), constants);
  }

  public boolean isConstant(Value value) {
    return constants.apply(value) != null;
  }

  /** The numbers of a constant. */
  public Tensor numbers(Value value) {
    return constants.apply(value);
  }
}
