package io.repqc.passes.quantize;

import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which layers a network begins and ends with. */
final class LayerEnds {
  private final Scalings scalings;

  /** What no layer computed, and what moves such among others. */
  private final Set<Value> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What is read on the way to a layer. */
  private final Set<Value> followed = Collections.newSetFromMap(new IdentityHashMap<>());

  LayerEnds(Scalings scalings) {
    this.scalings = scalings;
    List<Value> values = scalings.values();
    values.stream().filter(this::isFresh).forEach(fresh::add);
    for (int i = values.size() - 1; i >= 0; i--) {
      if (isFollowed(values.get(i))) {
        followed.add(values.get(i));
      }
    }
  }

  /** Whether a layer reads the network's input, or no layer follows it. */
  boolean hold(Layer layer) {
    return fresh.contains(layer.x()) || !followed.contains(layer.value());
  }

  private boolean isFresh(Value value) {
    if (value.op() instanceof Input) {
      return true;
    }
    Stream<Value> data = Scalings.carriers(value).stream().filter(scalings.data()::contains);
    return !isLayer(value)
        && (scalings.rule(value).keepsLevels()
            ? data.anyMatch(fresh::contains)
            : data.allMatch(fresh::contains));
  }

  private boolean isFollowed(Value value) {
    Uses uses = scalings.uses();
    return uses.of(value).stream().anyMatch(user -> isLayer(user) || followed.contains(user));
  }

  private boolean isLayer(Value value) {
    return Layer.of(value, scalings.data()).isPresent();
  }
}
