package io.repqc.codegen.lower;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.IdentityHashMap;
import java.util.Map;

/** The numbers of all values of a network that do not depend on its inputs. */
final class Constants {
  private final Map<Value, Tensor> numbers = new IdentityHashMap<>();

  Constants(Model model) {
    for (Value value : model.graph().values()) {
      boolean isConstant =
          !(value.op() instanceof Input)
              && OpSchema.operands(value.op()).stream().allMatch(numbers::containsKey);
      if (isConstant) {
        numbers.put(
            value,
            value.op() instanceof Parameter
                ? model.parameter(value)
                : value.op().evaluate(numbers::get));
      }
    }
  }

  /** Null if it depends on an input. */
  Tensor of(Value value) {
    return numbers.get(value);
  }
}
