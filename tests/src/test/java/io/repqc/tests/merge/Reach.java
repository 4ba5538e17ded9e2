package io.repqc.tests.merge;

import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pool;
import java.util.Optional;

/** How a value follows from the input: its name, and how far apart neighbours of the value lie. */
record Reach(String source, int stride) {

  static Reach of(Value value) {
    return find(value).orElseThrow();
  }

  private static Optional<Reach> find(Value value) {
    Op op = value.op();
    if (op instanceof Input) {
      return Optional.of(new Reach(value.name(), 1));
    }
    return OpSchema.operands(op).stream()
        .flatMap(operand -> find(operand).stream())
        .findFirst()
        .map(reach -> new Reach(reach.source, reach.stride * stride(op)));
  }

  private static int stride(Op op) {
    if (op instanceof Convolution convolution) {
      return convolution.window().strides().get(0);
    }
    return op instanceof Pool pool ? pool.window().strides().get(0) : 1;
  }
}
