package io.repqc.passes.repair;

import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import io.repqc.passes.materialize.WeightNumbers;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Balances the ranges of neighbouring layers (cross-layer equalization, Nagel et al. 2019, arXiv
 * 1906.04721), so that one scale serves all channels of a layer:
 *
 * <pre>{@code
 * conv(relu(conv(x, w1, b1)), w2, b2)  ->  conv(relu(conv(x, w1 / s, b1 / s)), w2 * s, b2)
 * }</pre>
 *
 * A channel that reaches r1 in the first weight and r2 in the second reaches sqrt(r1 * r2) in both
 * once s = sqrt(r1 / r2). The weights stay expressions of their parameters.
 */
public final class EqualizeLayers implements Pass {
  private static final int ITERATIONS = 2;

  @Override
  public String name() {
    return "equalize";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    List<Balance> balances = balances(model, new Links(model.graph(), name(), reasons).find());
    Map<Value, Balance> before = new IdentityHashMap<>();
    Map<Value, Balance> after = new IdentityHashMap<>();
    for (Balance balance : balances) {
      balance.explain(name(), reasons);
      after.put(balance.link().first().value(), balance);
      before.put(balance.link().second().value(), balance);
    }
    ScaledLayers scaled = new ScaledLayers(model.graph());
    return new Model(
        new Rewrite(model.graph())
            .each(
                (value, op) -> {
                  Value read = scaleInputs(Rewrite.keep(value, op), before.get(value), scaled);
                  return scaleOutputs(read, after.get(value), scaled);
                }),
        model.parameters());
  }

  private static Value scaleInputs(Value value, Balance balance, ScaledLayers scaled) {
    return balance == null
        ? value
        : scaled.scaleInputs(Layer.of(value).orElseThrow(), balance::inputFactor);
  }

  private static Value scaleOutputs(Value value, Balance balance, ScaledLayers scaled) {
    return balance == null
        ? value
        : scaled.scaleOutputs(Layer.of(value).orElseThrow(), balance::outputFactor);
  }

  private static List<Balance> balances(Model model, List<Link> links) {
    Map<Value, Ranges> ranges = ranges(model, links);
    List<Balance> balances = new ArrayList<>();
    for (Link link : links) {
      Ranges first = ranges.get(link.first().weight());
      Ranges second = ranges.get(link.second().weight());
      balances.add(new Balance(link, first, second));
    }
    for (int i = 0; i < ITERATIONS; i++) {
      balances.forEach(Balance::improve);
    }
    return balances;
  }

  private static Map<Value, Ranges> ranges(Model model, List<Link> links) {
    List<Value> weights = new ArrayList<>();
    links.forEach(link -> weights.addAll(List.of(link.first().weight(), link.second().weight())));
    Map<Value, Tensor> numbers = WeightNumbers.of(model, weights);
    Map<Value, Ranges> ranges = new IdentityHashMap<>();
    numbers.forEach((weight, tensor) -> ranges.put(weight, new Ranges(tensor)));
    return ranges;
  }
}
