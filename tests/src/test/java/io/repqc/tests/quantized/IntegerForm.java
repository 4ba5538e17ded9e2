package io.repqc.tests.quantized;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import java.util.List;
import java.util.Set;

/** A quantized network of integer ops, and what in it is none. */
final class IntegerForm {
  /** What may stand between the float interface and the integers. */
  private static final Set<String> INTERFACE =
      Set.of("input", "encode", "decode", "reshape", "transpose");

  private IntegerForm() {}

  /** A network as it was read, in integers; sums are rounded as ONNX Runtime rounds them. */
  static Model of(Model model) {
    return new PassRunner(Pipelines.simplify()).run(model, new Reasons());
  }

  /** One line for each value that is no integer though it is not on the interface. */
  static List<String> problems(Graph graph) {
    DataSide data = new DataSide(graph);
    return graph.values().stream()
        .filter(value -> !isInteger(value, data))
        .map(value -> "%s = %s".formatted(value, OpSchema.mnemonic(value.op())))
        .toList();
  }

  private static boolean isInteger(Value value, DataSide data) {
    if (value.op() instanceof Quantize || value.op() instanceof Dequantize) {
      return false;
    }
    return !value.elementType().isFloat()
        || data.contains(value) && INTERFACE.contains(OpSchema.mnemonic(value.op()))
        || value.op() instanceof Input;
  }
}
