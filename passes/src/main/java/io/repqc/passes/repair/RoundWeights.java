package io.repqc.passes.repair;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import io.repqc.passes.materialize.WeightNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Rounds each weight down or up, whichever serves the result of its layer best, rather than to the
 * nearest (AdaRound, Nagel et al. 2020, arXiv 2004.10568). Layer after layer learns to give what
 * the float layer gives on the float network's values, while it reads those of the quantized
 * network with what came before it rounded already. Scales stay.
 */
public final class RoundWeights implements Pass {
  private static final int SAMPLES = 4096;
  private static final int MINIBATCH = 256;

  private final Model exact;
  private final Iterable<Map<String, Tensor>> data;
  private final long seed;
  private final IntConsumer progress;

  /**
   * {@code exact} is the network before it was quantized, {@code data} its inputs by name, batch by
   * batch; {@code seed} draws positions from them; {@code progress} hears how many layers are done.
   */
  public RoundWeights(
      Model exact, Iterable<Map<String, Tensor>> data, long seed, IntConsumer progress) {
    this.exact = exact;
    this.data = data;
    this.seed = seed;
    this.progress = progress;
  }

  @Override
  public String name() {
    return "round-weights";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    return new Run(model, reasons).run();
  }

  private final class Run {
    private final Reasons reasons;
    private final Uses uses;
    private final Batches batches = new Batches(data);
    private final List<Twin> twins;
    private final Map<Value, Tensor> weights;
    private final Map<String, Samples> targets = new HashMap<>();
    private final Lockstep steps;

    Run(Model model, Reasons reasons) {
      this.reasons = reasons;
      uses = model.graph().uses();
      twins = Twin.all(model.graph(), exact.graph(), name(), reasons);
      weights = WeightNumbers.of(exact, twins.stream().map(t -> t.exact().weight()).toList());
      steps = new Lockstep(model, twins, batches);
    }

    Model run() {
      twins.forEach(twin -> targets.put(twin.name(), samples(twin.exact())));
      batches.run(
          exact,
          (value, tensor) -> {
            if (targets.containsKey(value.name())) {
              targets.get(value.name()).addOutputs(tensor);
            }
          });
      return steps.run(this::round, progress);
    }

    /** Of both layers of a twin the same positions. */
    private Samples samples(Layer layer) {
      return new Samples(
          layer, seed + layer.value().name().hashCode(), SAMPLES, batches.items(exact.graph()));
    }

    private Map<String, Tensor> round(Twin twin) {
      Layer layer = twin.quantized();
      Optional<IntegerWeight> weight = IntegerWeight.of(layer, uses);
      if (weight.isEmpty()) {
        reasons.add(name(), layer.value(), "its weight is no integers of its own by output");
        return Map.of();
      }
      List<Row> rows = weight.get().rows(weights.get(twin.exact().weight()), steps);
      Activation activation = Activation.after(layer.value(), uses);
      float[][] levels =
          new LayerRounding(layer, rows, activation, minibatches(twin, activation)).levels();
      return Map.of(weight.get().parameter().name(), weight.get().with(levels, steps));
    }

    private List<Minibatch> minibatches(Twin twin, Activation activation) {
      Samples inputs = samples(twin.quantized());
      steps.operand(twin.quantized().x()).forEach(inputs::addInputs);
      List<float[]> wanted = targets.remove(twin.name()).rows();
      wanted.forEach(activation::apply);
      return Minibatch.split(inputs.rows(), wanted, MINIBATCH, seed);
    }
  }
}
