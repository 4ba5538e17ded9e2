package io.repqc.compiler.quantize;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which value of a float network each integer value stands for. Integers are called what the
 * quantizer is called that makes them; it rounds a value of the float network, or one that was
 * bounded or rounded before.
 */
public final class FloatNames {
  private final Set<String> floats = new HashSet<>();
  private final Map<String, Value> quantizers = new HashMap<>();

  public FloatNames(Model floats, Model quantizers) {
    floats.graph().values().forEach(value -> this.floats.add(value.name()));
    Graph graph = quantizers.graph();
    graph
        .select(value -> value.op() instanceof Quantize)
        .forEach(value -> this.quantizers.put(value.name(), value));
  }

  /** The name of the float value. */
  public Optional<String> of(Value integers) {
    return Optional.ofNullable(quantizers.get(integers.name())).flatMap(this::source);
  }

  private Optional<String> source(Value value) {
    if (floats.contains(value.name())) {
      return Optional.of(value.name());
    }
    if (value.op() instanceof Quantize quantize) {
      return source(quantize.x());
    }
    if (value.op() instanceof Dequantize dequantize) {
      return source(dequantize.x());
    }
    return value.op() instanceof Clamp clamp ? source(clamp.x()) : Optional.empty();
  }
}
