package io.repqc.compiler.golden;

import io.repqc.ir.DataSide;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The digest of the numbers that each layer of a network brings, by the layer's name. */
final class LayerWeights {
  private final Model model;
  private final DataSide data;

  private LayerWeights(Model model) {
    this.model = model;
    this.data = new DataSide(model.graph());
  }

  /** Layers without parameters are left out. */
  static Map<String, String> of(Model model) {
    LayerWeights weights = new LayerWeights(model);
    Map<String, String> digests = new LinkedHashMap<>();
    for (Value layer : weights.data.computed()) {
      Set<Value> numbers = weights.numbers(layer);
      if (numbers.stream().anyMatch(value -> value.op() instanceof Parameter)) {
        digests.put(layer.name(), weights.digest(numbers));
      }
    }
    return digests;
  }

  /** The parameters and constants that a layer is computed from and no input reaches. */
  private Set<Value> numbers(Value layer) {
    Set<Value> numbers = new LinkedHashSet<>();
    Set<Value> seen = new HashSet<>();
    Deque<Value> open = new ArrayDeque<>(OpSchema.operands(layer.op()));
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (!data.contains(value) && seen.add(value)) {
        if (value.op() instanceof Parameter || value.op() instanceof Constant) {
          numbers.add(value);
        }
        open.addAll(OpSchema.operands(value.op()));
      }
    }
    return numbers;
  }

  private String digest(Set<Value> numbers) {
    Digest digest = new Digest();
    for (Value value : numbers) {
      digest.add(
          value.op() instanceof Constant constant ? constant.tensor() : model.parameter(value));
    }
    return digest.digits();
  }
}
