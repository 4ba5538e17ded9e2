package io.repqc.passes.quantize;

import io.repqc.ir.Glob;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bits of each layer that computes in integers. */
final class LayerBits {
  private final Scalings scalings;
  private final Map<Value, Bits> bits = new IdentityHashMap<>();

  LayerBits(Scalings scalings, BitWidths widths) {
    this.scalings = scalings;
    LayerEnds ends = new LayerEnds(scalings);
    List<Layer> layers = Layer.all(scalings);
    layers.forEach(
        layer -> bits.put(layer.value(), ends.hold(layer) ? widths.ends() : widths.usual()));
    List<String> problems = new ArrayList<>();
    widths
        .own()
        .forEach(
            (glob, own) -> {
              List<Layer> named =
                  layers.stream().filter(layer -> isNamed(layer, new Glob(glob))).toList();
              named.forEach(layer -> bits.put(layer.value(), own));
              if (named.isEmpty()) {
                problems.add(unknown(glob, own, layers));
              }
            });
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  /** A layer goes by the name of the rectifier behind it too. */
  private boolean isNamed(Layer layer, Glob glob) {
    Value value = layer.value();
    return glob.matches(value.name())
        || scalings.isCompleted(value) && glob.matches(scalings.uses().of(value).get(0).name());
  }

  private static String unknown(String glob, Bits bits, List<Layer> layers) {
    List<String> names = layers.stream().map(layer -> layer.value().name()).toList();
    return "\"%s\" is to have %s, but no layer has such a name once the branches are merged; the nearest: %s"
        .formatted(glob, bits, NearNames.list(glob, names));
  }

  /** Those of a value that is such a layer. */
  Optional<Bits> of(Value value) {
    return Optional.ofNullable(bits.get(value));
  }
}
