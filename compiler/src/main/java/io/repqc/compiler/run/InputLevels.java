package io.repqc.compiler.run;

import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;

/** The levels of an input that takes integers. */
public final class InputLevels {
  private InputLevels() {}

  /** Numbers as the integers that the input takes in their place. */
  public static Tensor encode(Tensor numbers, Value input) {
    Quantization levels = input.type().quantization();
    Levels to =
        new Levels(
            input.elementType(),
            (float) levels.scale(0),
            levels.zeroPoint(0),
            levels.minimum(),
            levels.maximum());
    Value real = Value.of(input.name(), new Constant(numbers));
    return new Encode(real, to).evaluate(value -> numbers);
  }
}
