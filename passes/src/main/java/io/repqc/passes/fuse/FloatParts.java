package io.repqc.passes.fuse;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What of a network in integers still computes with floats, and whether it may. */
record FloatParts(
    Twins twins,
    Predicate<String> mayStayFloat,
    Reasons reasons,
    List<String> problems,
    List<String> consequences) {
  private static final int LISTED = 4;

  /**
   * Throws with one problem for each value that may not, and one for all that are float only
   * because their operands are.
   */
  static void check(Graph graph, Twins twins, Predicate<String> mayStayFloat, Reasons reasons) {
    FloatParts parts =
        new FloatParts(twins, mayStayFloat, reasons, new ArrayList<>(), new ArrayList<>());
    new DataSide(graph)
        .computed().stream()
            .filter(FloatParts::isFloat)
            .forEach(value -> twins.original(value).ifPresent(parts::check));
    parts.report();
  }

  private void report() {
    if (!consequences.isEmpty()) {
      problems.add("computed of floats, and so float too: " + abridged(consequences));
    }
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  private static String abridged(List<String> names) {
    int listed = names.size() <= LISTED + 1 ? names.size() : LISTED;
    String all = String.join(", ", names.subList(0, listed));
    return listed == names.size() ? all : "%s and %d more".formatted(all, names.size() - listed);
  }

  private void check(Value original) {
    String reason = twins.reason(original);
    String name = "\"%s\" (%s)".formatted(original.name(), OpSchema.mnemonic(original.op()));
    if (mayStayFloat.test(original.name())) {
      reasons.add(FuseQuantizers.NAME, original, "it stays float: " + reason);
    } else if (twins.isConsequence(original)) {
      consequences.add(name);
    } else {
      problems.add("%s has no integer form: %s".formatted(name, reason));
    }
  }

  /** Copies compute nothing; ways in and out of the integers are as they should be. */
  private static boolean isFloat(Value value) {
    Op op = value.op();
    if (op instanceof Quantize || op instanceof Dequantize) {
      return true;
    }
    boolean isDoor = op instanceof Encode || op instanceof Decode || op instanceof Input;
    return !isDoor
        && !Moves.isCopy(op)
        && (value.elementType().isFloat()
            || OpSchema.operands(op).stream().anyMatch(v -> v.elementType().isFloat()));
  }
}
