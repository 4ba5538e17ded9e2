package io.repqc.compiler.quantize;

import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Parameter;

/** What the numbers of a network take. */
public final class WeightSize {
  private WeightSize() {}

  /** Parameters and constants of more than one number. */
  public static long bytes(Graph graph) {
    return graph.select(WeightSize::holdsNumbers).stream()
        .mapToLong(value -> (long) value.shape().count() * value.elementType().bits() / Byte.SIZE)
        .sum();
  }

  private static boolean holdsNumbers(Value value) {
    return value.op() instanceof Parameter
        || value.op() instanceof Constant constant && constant.tensor().count() > 1;
  }
}
