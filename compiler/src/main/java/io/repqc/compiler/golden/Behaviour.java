package io.repqc.compiler.golden;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network does: the inputs that it was given, its weights by layer as it was read, the
 * integers of each layer that is computed, in graph order, and its outputs.
 */
record Behaviour(
    List<RecordedLayer> inputs,
    Map<String, String> weights,
    List<RecordedLayer> layers,
    List<RecordedOutput> outputs) {
  Behaviour {
    inputs = List.copyOf(inputs);
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    layers = List.copyOf(layers);
    outputs = List.copyOf(outputs);
  }
}
