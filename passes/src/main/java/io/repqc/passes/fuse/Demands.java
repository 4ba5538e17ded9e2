package io.repqc.passes.fuse;

import io.repqc.ir.Graph;
import io.repqc.ir.Quantization;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the integers that the caller gives stand for, as all that read them say. */
final class Demands {
  private final Map<Value, Optional<Quantization>> demands = new IdentityHashMap<>();

  private Demands() {}

  static Demands of(Graph graph, Fixed fixed) {
    Demands demands = new Demands();
    List<Value> values = graph.values();
    for (int i = values.size() - 1; i >= 0; i--) {
      demands.pass(values.get(i), new Quantizers(fixed));
    }
    return demands;
  }

  Optional<Quantization> of(Value value) {
    return demands.getOrDefault(value, Optional.empty());
  }

  private void pass(Value value, Quantizers quantizers) {
    if (value.op() instanceof Dequantize dequantize) {
      ask(dequantize.x(), uniform(dequantize, quantizers));
    } else if (Moves.isMove(value.op()) && !value.elementType().isFloat()) {
      Moves.carriers(value.op()).forEach(carrier -> ask(carrier, of(value)));
    }
  }

  private void ask(Value value, Optional<Quantization> quantization) {
    demands.merge(value, quantization, (a, b) -> a.equals(b) ? a : Optional.empty());
  }

  private static Optional<Quantization> uniform(Dequantize dequantize, Quantizers quantizers) {
    try {
      return Optional.of(quantizers.quantization(dequantize)).filter(Quantization::isUniform);
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** An input of integers that stand for something. */
  static boolean isInput(Value value) {
    return value.op() instanceof Input && value.elementType().isInteger();
  }
}
