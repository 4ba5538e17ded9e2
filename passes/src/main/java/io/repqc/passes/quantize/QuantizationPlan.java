package io.repqc.passes.quantize;

import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Parameter;
import io.repqc.passes.Reasons;
import io.repqc.passes.materialize.WeightNumbers;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.observe.Range;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All numbers of the quantizers of a network: the levels of each site, the scales of weights. */
record QuantizationPlan(
    Sites sites,
    Map<Value, Levels> levels,
    LayerScales weights,
    QuantizationOptions options,
    Map<Value, Tensor> numbers) {
  /** Half of what an i32 holds; the other half is for the products. */
  private static final double LARGEST_SHIFT = 1 << 30;

  static QuantizationPlan of(
      Model model,
      Sites sites,
      QuantizationOptions options,
      ActivationLevels observed,
      Reasons reasons) {
    Map<Value, Tensor> numbers = WeightNumbers.of(model, fixed(model, sites));
    Map<Value, Levels> levels = new IdentityHashMap<>();
    SiteLevels source = new SiteLevels(sites, new SiteBits(sites), options.activations(), observed);
    sites.owners().forEach(owner -> levels.put(owner, source.of(owner)));
    LayerScales weights = new LayerScales(numbers, sites.layerBits(), options);
    Layer.all(sites.scalings())
        .forEach(layer -> weights.add(layer, levels.get(sites.owner(layer.x())), reasons));
    AccumulatorLimits limits = new AccumulatorLimits(sites, weights, numbers, levels);
    sites.owners().stream()
        .filter(sites::isWide)
        .forEach(owner -> levels.put(owner, limits.limited(owner, levels.get(owner))));
    return new QuantizationPlan(sites, levels, weights, options, numbers);
  }

  /** The layer that a value is, if it computes in integers. */
  Optional<Layer> layer(Value value) {
    Scalings scalings = sites.scalings();
    return scalings.has(value) ? Layer.of(value, scalings) : Optional.empty();
  }

  /** What integers are computed from and no input reaches. */
  private static List<Value> fixed(Model model, Sites sites) {
    Scalings scalings = sites.scalings();
    Set<Value> fixed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value value : scalings.values()) {
      if (scalings.rule(value).isInteger() || sites.isHeld(value)) {
        fixed.addAll(Scalings.carriers(value));
      }
    }
    return model.graph().select(v -> fixed.contains(v) && !scalings.data().contains(v));
  }

  /** The levels of a value that is held. */
  Levels levels(Value value) {
    return levels.get(sites.owner(value));
  }

  /** The levels of a constant that is an operand like any other. */
  Levels levelsOfConstant(Value constant) {
    return options.activations().levels(range(constant));
  }

  /**
   * The levels of the gains of a normalisation, which are few and so may be wide; they reach
   * farther than the gains where the shift would not fit 32 bits otherwise.
   */
  Levels gains(Normalize normalize) {
    Levels own = QuantizationOptions.WIDE.levels(range(normalize.scale()));
    double shift = range(normalize.shift()).magnitude() / unit(normalize, own);
    double reach = (double) own.scale() * own.maximum() * shift / LARGEST_SHIFT;
    return shift <= LARGEST_SHIFT ? own : QuantizationOptions.WIDE.levels(new Range(-reach, reach));
  }

  /** The scale of what a normalisation adds in integers. */
  float scaleOfShift(Normalize normalize) {
    return (float) unit(normalize, gains(normalize));
  }

  private double unit(Normalize normalize, Levels gains) {
    Value x = standIn(normalize.x(), levels(normalize.x()));
    return Normalize.resultScale(
        x, standIn(normalize.scale(), gains), normalize.axes(), normalize.epsilon());
  }

  private static Value standIn(Value value, Levels levels) {
    TensorType type = new TensorType(levels.storage(), value.shape(), levels.quantization());
    return Value.of(value.name(), new Parameter(type, false));
  }

  /** All numbers of a constant. */
  private Range range(Value constant) {
    Distribution distribution = new Distribution();
    distribution.add(numbers.get(constant), 1);
    ModelException.check(
        distribution.nonFinite() == 0,
        "\"%s\": it contains numbers that are not finite; no integers stand for these",
        constant.name());
    return distribution.range();
  }
}
