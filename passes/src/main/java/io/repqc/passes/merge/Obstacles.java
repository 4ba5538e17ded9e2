package io.repqc.passes.merge;

import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Slice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why an op of which others of its kind are affine has no form: what {@code --explain} says. */
final class Obstacles {
  private final Set<Value> data;

  Obstacles(Set<Value> data) {
    this.data = data;
  }

  Optional<String> of(Op op) {
    if (op instanceof Binary binary) {
      return Optional.of(in(binary));
    }
    if (op instanceof Concat concat) {
      return Optional.of(in(concat));
    }
    if (op instanceof Convolution || op instanceof Linear || op instanceof BatchNorm) {
      return hasDataWeights(op) ? Optional.of("its weights depend on an input") : Optional.empty();
    }
    if (op instanceof Pool pool && pool.function() == PoolFunction.AVERAGE) {
      return Optional.of("an average that does not count its border is no convolution there");
    }
    if (op instanceof Pad pad && pad.mode() != PadMode.CONSTANT) {
      return Optional.of("its border is no constant");
    }
    return op instanceof Slice
        ? Optional.of("it cuts images, or leaves pixels out")
        : Optional.empty();
  }

  private boolean hasDataWeights(Op op) {
    List<Value> operands = OpSchema.operands(op);
    return operands.subList(1, operands.size()).stream().anyMatch(data::contains);
  }

  private String in(Binary binary) {
    boolean isSum =
        binary.function() == BinaryFunction.ADD || binary.function() == BinaryFunction.SUB;
    if (data.contains(binary.left()) && data.contains(binary.right())) {
      return isSum
          ? "its operands have no source in common"
          : "%s of two values that depend on an input".formatted(binary.function().mnemonic());
    }
    boolean isFactor =
        binary.function() == BinaryFunction.MUL
            || binary.function() == BinaryFunction.DIV && data.contains(binary.left());
    return isSum || isFactor
        ? "its constant is not one number a channel"
        : binary.function().mnemonic() + " is not linear";
  }

  private static String in(Concat concat) {
    return concat.axis() == 1
        ? "its parts have no source in common"
        : "it is no border around one value";
  }
}
