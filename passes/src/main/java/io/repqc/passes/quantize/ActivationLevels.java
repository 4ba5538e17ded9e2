package io.repqc.passes.quantize;

import io.repqc.ir.Value;
import io.repqc.ir.op.Levels;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.Ranging;
import java.util.Map;

/** Where the levels of activations come from: from what was observed of them, as a rule. */
@FunctionalInterface
public interface ActivationLevels {
  /** The levels among {@code integers} for a value of the float network. */
  Levels of(Value value, Integers integers);

  /** From distributions by the names of the values. */
  static ActivationLevels of(Map<String, Distribution> observed, Ranging method) {
    return (value, integers) -> integers.levels(method.range(observed.get(value.name()), integers));
  }
}
