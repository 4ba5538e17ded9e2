package io.repqc.passes.quantize;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.passes.observe.Integers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One rebuild of a network with the quantizers of a plan. */
final class Insertion {
  private final Model model;
  private final Deployment deployment;
  private final QuantizationPlan plan;
  private final Sites sites;
  private final Scalings scalings;
  private final QuantizerPairs pairs;

  /** Each value as others read it: rounded, if it is held. */
  private final Map<Value, Value> rebuilt = new IdentityHashMap<>();

  private final Map<Value, Quantizer> quantizers = new IdentityHashMap<>();

  /** Constants and weights by what they are rounded to. */
  private final Map<List<Object>, Value> rounded = new HashMap<>();

  /** The plan is for what is deployed. */
  Insertion(Model model, Deployment deployment, QuantizationPlan plan) {
    this.model = model;
    this.deployment = deployment;
    this.plan = plan;
    this.sites = plan.sites();
    this.scalings = sites.scalings();
    this.pairs = new QuantizerPairs(model.graph(), model.parameters());
  }

  Model run() {
    Graph graph = model.graph();
    List<Value> inputs = new ArrayList<>();
    for (Value value : graph.values()) {
      Value own = Rewrite.keep(value, mapOperands(value));
      if (graph.inputs().contains(value)) {
        inputs.add(own);
      }
      rebuilt.put(
          value,
          deployment
              .find(value)
              .filter(this::needsQuantizer)
              .map(deployed -> quantized(deployed, own))
              .orElse(own));
    }
    List<Output> outputs =
        graph.outputs().stream()
            .map(output -> new Output(output.name(), rebuilt.get(output.value())))
            .toList();
    return new Model(new Graph(graph.name(), inputs, outputs), pairs.parameters());
  }

  private boolean needsQuantizer(Value value) {
    return sites.isRounded(value) || sites.isHeld(value) && leavesLevels(value);
  }

  /** Whether a bound or a border is no level. */
  private boolean leavesLevels(Value value) {
    Levels levels = plan.levels(value);
    if (value.op() instanceof Clamp clamp) {
      return leavesLevels(levels, clamp.low(), -1) || leavesLevels(levels, clamp.high(), 1);
    }
    return value.op() instanceof Pad pad
        && pad.mode() == PadMode.CONSTANT
        && !isLevel(levels, pad.fill());
  }

  private boolean leavesLevels(Levels levels, double bound, int sign) {
    double last = number(levels, sign < 0 ? levels.minimum() : levels.maximum());
    boolean isBeyond = levelsMove() ? Double.isInfinite(bound) : sign * bound >= sign * last;
    return !isBeyond && !isLevel(levels, bound);
  }

  /** Zero is a level of any scale. */
  private boolean isLevel(Levels levels, double number) {
    return levelsMove() ? number == 0 : number(levels, levels.nearest(number)) == (float) number;
  }

  /** While a network is trained, what is equal at first does not stay so. */
  private boolean levelsMove() {
    return plan.options().floatBiases();
  }

  private static float number(Levels levels, int level) {
    return levels.scale() * (level - levels.zeroPoint());
  }

  private Value quantized(Value value, Value own) {
    return pairs.around(clampedTo(plan.levels(value), own), value.name(), quantizer(value));
  }

  /** Bounds in front of part of 16 bits, which ONNX has no quantizer for. */
  private Value clampedTo(Levels levels, Value value) {
    ElementType storage = levels.storage();
    if (storage.bits() <= Bits.EIGHT.activations()
        || levels.equals(Levels.full(storage, levels.scale(), levels.zeroPoint()))) {
      return value;
    }
    double low = number(levels, levels.minimum());
    double high = number(levels, levels.maximum());
    return value.op() instanceof Clamp own
        ? Value.of(
            value.name(), new Clamp(own.x(), Math.max(own.low(), low), Math.min(own.high(), high)))
        : pairs.value(value.name() + ".bounded", new Clamp(value, low, high));
  }

  private Quantizer quantizer(Value value) {
    Value owner = sites.owner(value);
    return quantizers.computeIfAbsent(
        owner, key -> pairs.activation(owner.name(), owner.elementType(), plan.levels(owner)));
  }

  private Op mapOperands(Value value) {
    Optional<Value> reader = deployment.find(value).filter(scalings::has);
    return OpSchema.mapOperands(
        value.op(),
        operand -> {
          Value now = rebuilt.get(operand);
          Optional<Value> deployed = deployment.find(operand);
          return reader.isPresent() && deployed.isPresent()
              ? operand(reader.get(), deployed.get(), now)
              : now;
        });
  }

  /** What {@code value} reads in the place of {@code operand}, which is {@code now} otherwise. */
  private Value operand(Value value, Value operand, Value now) {
    if (!Scalings.carriers(value).contains(operand)) {
      return now;
    }
    if (sites.isHeld(value)
        && scalings.rule(value).keepsLevels()
        && scalings.completed(value).isEmpty()) {
      return onLevelsOf(value, operand, now);
    }
    return scalings.rule(value) == ScaleRule.SUMS && !scalings.data().contains(operand)
        ? fixed(value, operand, now)
        : now;
  }

  private Value onLevelsOf(Value value, Value operand, Value now) {
    if (sites.isHeld(operand) && areSame(operand, value)) {
      return now;
    }
    String name = operand.name() + ".in." + value.name();
    return rounded.computeIfAbsent(
        List.of(operand, sites.owner(value)),
        key -> pairs.around(clampedTo(plan.levels(value), now), name, quantizer(value)));
  }

  /** Whether two values that are held lie on the same levels. */
  private boolean areSame(Value one, Value other) {
    return levelsMove()
        ? sites.owner(one) == sites.owner(other)
        : plan.levels(one).equals(plan.levels(other));
  }

  /** A weight, a bias, or a constant. */
  private Value fixed(Value value, Value operand, Value now) {
    if (value.op() instanceof Normalize normalize) {
      return operand == normalize.scale()
          ? constant(operand, now, plan.gains(normalize))
          : shift(normalize, now);
    }
    Optional<Layer> layer = plan.layer(value);
    if (layer.isEmpty()) {
      return constant(operand, now, plan.levelsOfConstant(operand));
    }
    return operand == layer.get().weight() ? weight(layer.get(), now) : bias(layer.get(), now);
  }

  private Value weight(Layer layer, Value now) {
    float[] scales = plan.weights().of(layer);
    Integers integers = plan.weights().integers(layer);
    int axis = scales.length == 1 ? 0 : layer.axis();
    return rounded.computeIfAbsent(
        List.of(layer.weight(), plan.weights().axis(layer), integers),
        key ->
            pairs.around(
                now,
                now.name(),
                pairs.weight(now.name(), now.elementType(), scales, axis, integers)));
  }

  private Value bias(Layer layer, Value now) {
    return bias(now, plan.weights().ofBias(layer, plan.levels(layer.x()).scale()));
  }

  /** In the units of what the integer form of a normalisation gives. */
  private Value shift(Normalize normalize, Value now) {
    return bias(now, plan.scaleOfShift(normalize));
  }

  private Value bias(Value now, float... scales) {
    return plan.options().floatBiases()
        ? now
        : pairs.around(now, now.name(), pairs.bias(now.name(), now.elementType(), scales));
  }

  private Value constant(Value operand, Value now, Levels levels) {
    return rounded.computeIfAbsent(
        List.of(operand, levels),
        key ->
            pairs.around(now, now.name(), pairs.activation(now.name(), now.elementType(), levels)));
  }
}
