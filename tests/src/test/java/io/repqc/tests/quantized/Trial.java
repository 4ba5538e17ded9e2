package io.repqc.tests.quantized;

import ai.onnxruntime.OrtException;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of running a network in integers beside ONNX Runtime. */
record Trial(Map<String, Agreement> layers, EndToEnd endToEnd, List<String> problems) {
  private static final Set<String> ROUNDING = Set.of("encode", "requantize", "lookup");
  private static final double MOST_UNSHARED = 0.1;

  /** {@code file} exposes every tensor of the network that {@code original} was read from. */
  static Trial run(byte[] file, Model original, Model integer, List<Map<String, Tensor>> inputs)
      throws OrtException {
    LevelComparison comparison = new LevelComparison(original, integer, Rounding.OF_FLOATS);
    EndToEnd endToEnd = null;
    List<String> problems = new ArrayList<>();
    try (OnnxRuntimeOracle oracle = new OnnxRuntimeOracle(file)) {
      for (Map<String, Tensor> input : inputs) {
        Map<String, Tensor> theirs = oracle.run(input);
        if (endToEnd == null) {
          endToEnd = new EndToEnd(integer, comparison.shared(theirs));
          problems.addAll(unshared(integer, comparison.shared(theirs)));
        }
        comparison.run(input, theirs);
        endToEnd.run(input, theirs);
      }
    }
    comparison
        .agreements()
        .forEach(
            (name, agreement) -> {
              if (!agreement.holds()) {
                problems.add(name + ": " + agreement);
              }
            });
    return new Trial(comparison.agreements(), endToEnd, problems);
  }

  /** The rounding ops whose results the file does not know, if they are many. */
  private static List<String> unshared(Model integer, Set<Value> shared) {
    List<Value> rounding =
        integer.graph().select(value -> ROUNDING.contains(OpSchema.mnemonic(value.op())));
    List<Value> unshared = rounding.stream().filter(value -> !shared.contains(value)).toList();
    return unshared.size() <= MOST_UNSHARED * rounding.size()
        ? List.of()
        : unshared.stream().map(value -> value + ": nothing to compare with").toList();
  }

  /** All layers in one. */
  Agreement total() {
    Agreement total = new Agreement();
    layers.values().forEach(total::add);
    return total;
  }
}
