package io.repqc.tests.quantized;

import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Decode;
import java.util.Collections;
import java.util.function.Function;

/**
 * An output in floats where another engine computes in floats too, such as a last softmax. Where it
 * was made of 8-bit integers, these have to be the nearest to the other's floats; where it was made
 * of sums, it has to be as near as f32 is.
 */
final class FloatOutput {
  private static final double TOLERANCE = 1e-5;

  private final Value value;
  private final Function<Value, Tensor> results;

  FloatOutput(Value value, Function<Value, Tensor> results) {
    this.value = value;
    this.results = results;
  }

  Agreement compare(Tensor expected) {
    Agreement agreement = new Agreement();
    if (value.op() instanceof Decode decode && LevelComparison.isNarrow(decode.x())) {
      compareLevels(decode.x(), expected, agreement);
    } else {
      compareFloats(expected, agreement);
    }
    return agreement;
  }

  private void compareLevels(Value levels, Tensor expected, Agreement agreement) {
    Quantization quantization = levels.type().quantization();
    Tensor found = results.apply(levels);
    for (int i = 0; i < found.count(); i++) {
      double exact = expected.number(i) / quantization.scale(0) + quantization.zeroPoint(0);
      double nearest =
          Math.max(quantization.minimum(), Math.min(quantization.maximum(), Math.rint(exact)));
      long off = (long) Math.abs(found.integer(i) - nearest);
      if (off == 0) {
        agreement.addEqual(1);
      } else {
        agreement.addDifferent(off, Rounding.OF_FLOATS.fromTie(levels.shape(), i, exact));
      }
    }
  }

  private void compareFloats(Tensor expected, Agreement agreement) {
    Tensor found = results.apply(value);
    double range = 0;
    for (double number : expected.toNumbers()) {
      range = Math.max(range, Math.abs(number));
    }
    double most = TOLERANCE * range + unit() / 2;
    for (int i = 0; i < found.count(); i++) {
      if (Math.abs(found.number(i) - expected.number(i)) <= most) {
        agreement.addEqual(1);
      } else {
        agreement.addDifferent(Long.MAX_VALUE, 1);
      }
    }
  }

  /** Of sums; a bias that was a float is rounded to it. */
  private double unit() {
    return value.op() instanceof Decode decode
        ? Collections.max(decode.x().type().quantization().scales())
        : 0;
  }
}
