package io.repqc.compiler.quantize;

import io.repqc.compiler.Progress;
import io.repqc.compiler.run.Batches;
import io.repqc.compiler.run.Rows;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.OpSchema;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Runs a float network and its integer form side by side, and compares what they hold. */
final class LayerComparison {
  private static final int MOST_ITEMS = 64;

  private final Model floats;
  private final Model integers;
  private final FloatNames names;
  private final HeldValues held;
  private final Map<Value, Noise> noises = new IdentityHashMap<>();

  private LayerComparison(Model floats, Model quantizers, Model integers) {
    this.floats = floats;
    this.integers = integers;
    this.names = new FloatNames(floats, quantizers);
    this.held = new HeldValues(integers.graph());
    held.all().forEach(value -> noises.put(value, new Noise()));
  }

  /** A row for each value that is held in integers; without data there is nothing to compare. */
  static List<QuantizedLayer> of(
      Model floats,
      Model quantizers,
      Model integers,
      Map<String, Tensor> inputs,
      Progress progress) {
    LayerComparison comparison = new LayerComparison(floats, quantizers, integers);
    if (!inputs.isEmpty()) {
      comparison.run(inputs, progress);
    }
    return comparison.held.all().stream().map(comparison::layer).toList();
  }

  private void run(Map<String, Tensor> inputs, Progress progress) {
    Map<String, Tensor> some = new LinkedHashMap<>(inputs);
    Batches.batched(floats.graph())
        .forEach(name -> some.computeIfPresent(name, (key, t) -> Rows.spread(t, MOST_ITEMS)));
    Batches batches = new Batches(floats.graph(), some, 1);
    Map<Integer, Pair> pairs = new HashMap<>();
    long done = 0;
    for (Map<String, Tensor> batch : batches) {
      pairs.computeIfAbsent(floats.graph().items(batch), this::pair).run(batch);
      progress.advance(++done, batches.count());
    }
  }

  private Pair pair(int batch) {
    return new Pair(interpreter(floats, batch), interpreter(integers, batch));
  }

  private static Interpreter interpreter(Model model, int batch) {
    return new Interpreter(model.withBatch(batch), new FastEvaluation());
  }

  /** Both networks at one batch size. */
  private final class Pair {
    private final Interpreter expected;
    private final Interpreter found;
    private final Map<String, String> floatNames = new HashMap<>();
    private final Map<String, Noise> byName = new HashMap<>();

    Pair(Interpreter expected, Interpreter found) {
      this.expected = expected;
      this.found = found;
      for (Value value : held.all()) {
        byName.put(value.name(), noises.get(value));
        names.of(value).ifPresent(name -> floatNames.put(value.name(), name));
      }
    }

    void run(Map<String, Tensor> inputs) {
      Map<String, Tensor> numbers = new HashMap<>();
      Set<String> kept = Set.copyOf(floatNames.values());
      expected.run(
          inputs,
          (value, tensor) -> {
            if (kept.contains(value.name()) && tensor.elementType().isFloat()) {
              numbers.put(value.name(), tensor);
            }
          });
      found.run(
          inputs,
          (value, tensor) -> {
            Tensor real = numbers.get(floatNames.get(value.name()));
            if (real != null && real.count() == tensor.count()) {
              byName.get(value.name()).add(real, tensor);
            }
          });
    }
  }

  private QuantizedLayer layer(Value value) {
    Noise noise = noises.get(value);
    return new QuantizedLayer(
        names.of(value).orElse(value.name()),
        OpSchema.mnemonic(held.computation(value).op()),
        value.type(),
        weightBits(value),
        optional(noise.isKnown(), noise.signalToNoise()),
        optional(noise.isKnown(), noise.relative() - inherited(value)),
        optional(noise.isKnown() && !endsInQuantizer(value), noise.clippedShare()));
  }

  private OptionalInt weightBits(Value value) {
    return held.weight(value)
        .map(weight -> OptionalInt.of(WeightBits.of(weight, integers)))
        .orElse(OptionalInt.empty());
  }

  /** Whether the float network has the quantizer's ends, so that nothing in it is beyond them. */
  private boolean endsInQuantizer(Value value) {
    return names.of(value).filter(value.name()::equals).isPresent();
  }

  /** The noise of the noisiest operand. */
  private double inherited(Value value) {
    return held.operands(value).stream()
        .map(noises::get)
        .mapToDouble(Noise::relative)
        .max()
        .orElse(0);
  }

  private static OptionalDouble optional(boolean isKnown, double number) {
    return isKnown ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
