package io.repqc.compiler.golden;

import io.repqc.compiler.quantize.FloatNames;
import io.repqc.compiler.quantize.HeldValues;
import io.repqc.compiler.quantize.IntegerNetwork;
import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import io.repqc.ir.op.Decode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a network that a golden file tells of, with the names that its user knows: all that
 * are rounded to levels, and all that are computed in floats.
 */
final class Layers {
  private Layers() {}

  /** The user's names by those of the integer network, in graph order. */
  static Map<String, String> of(IntegerNetwork network) {
    Graph graph = network.integers().graph();
    Set<Value> told = new HashSet<>(new HeldValues(graph).all());
    new DataSide(graph).computed().stream().filter(Layers::isComputedInFloats).forEach(told::add);
    Optional<FloatNames> names =
        network.quantization().map(result -> new FloatNames(result.floats(), result.quantizers()));
    Map<String, String> layers = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Value value : graph.select(told::contains)) {
      String own = names.flatMap(each -> each.of(value)).orElse(value.name());
      layers.put(value.name(), taken.add(own) ? own : value.name());
    }
    return layers;
  }

  private static boolean isComputedInFloats(Value value) {
    return value.elementType().isFloat() && !(value.op() instanceof Decode);
  }
}
