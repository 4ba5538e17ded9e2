package io.repqc.passes.repair;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Uses;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Takes out of the biases what quantizing has shifted on average (empirical bias correction, Nagel
 * et al. 2019, arXiv 1906.04721): each output channel of a layer gets the mean that it has in the
 * float network. Each network runs on values of its own, layer after layer, so that a bias makes up
 * for all that was lost up to there, and the layers after it read what it corrected.
 */
public final class CorrectBiases implements Pass {
  private final Model exact;
  private final Iterable<Map<String, Tensor>> data;
  private final IntConsumer progress;

  /**
   * {@code exact} is the network before it was quantized, {@code data} its inputs by name, batch by
   * batch; {@code progress} hears how many layers are done.
   */
  public CorrectBiases(Model exact, Iterable<Map<String, Tensor>> data, IntConsumer progress) {
    this.exact = exact;
    this.data = data;
    this.progress = progress;
  }

  @Override
  public String name() {
    return "correct-biases";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Batches batches = new Batches(data);
    List<Twin> twins = Twin.all(model.graph(), exact.graph(), name(), reasons);
    Map<String, ChannelMeans> expected = expected(twins, batches);
    Uses uses = model.graph().uses();
    Lockstep steps = new Lockstep(model, twins, batches);
    return steps.run(
        twin ->
            Bias.of(twin.quantized(), uses)
                .map(bias -> corrected(twin, bias, expected, steps))
                .orElseGet(
                    () -> {
                      reasons.add(
                          name(), twin.quantized().value(), "its bias is no parameter of its own");
                      return Map.of();
                    }),
        progress);
  }

  private Map<String, ChannelMeans> expected(List<Twin> twins, Batches batches) {
    Map<String, ChannelMeans> means = new LinkedHashMap<>();
    twins.forEach(t -> means.put(t.name(), new ChannelMeans(t.exact())));
    batches.run(
        exact,
        (value, tensor) -> {
          if (means.containsKey(value.name())) {
            means.get(value.name()).add(tensor);
          }
        });
    return means;
  }

  private static Map<String, Tensor> corrected(
      Twin twin, Bias bias, Map<String, ChannelMeans> expected, Lockstep steps) {
    ChannelMeans found = new ChannelMeans(twin.quantized());
    steps.result(twin.quantized()).forEach(found::add);
    double[] missing = expected.get(twin.name()).minus(found);
    return Map.of(bias.parameter().name(), bias.plus(missing, steps));
  }
}
