package io.repqc.passes.repair;

import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import io.repqc.passes.Reasons;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A layer of a quantized network and the layer of that name in the float network. */
record Twin(Layer quantized, Layer exact) {

  String name() {
    return quantized.value().name();
  }

  /** In the order of the quantized network. */
  static List<Twin> all(Graph quantized, Graph exact, String rule, Reasons reasons) {
    Map<String, Layer> byName = new HashMap<>();
    for (Value value : exact.values()) {
      Layer.of(value).ifPresent(layer -> byName.put(value.name(), layer));
    }
    List<Twin> twins = new ArrayList<>();
    for (Value value : quantized.values()) {
      Layer layer = Layer.of(value).orElse(null);
      Layer other = byName.get(value.name());
      if (layer != null && other != null && layer.isLike(other)) {
        twins.add(new Twin(layer, other));
      } else if (layer != null) {
        reasons.add(rule, value, "the float network has no layer like it");
      }
    }
    return twins;
  }
}
