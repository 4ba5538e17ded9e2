package io.repqc.passes.quantize;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.List;

/**
 * Puts quantizers where a network holds small integers: on its inputs, on what sums and curves give
 * after the rectifier that alone reads it, on weights and biases:
 *
 * <pre>{@code
 * relu(conv(x, w, b))  ->  dq(q(relu(conv(dq(q(x)), dq(q(w)), dq(q(b))))))
 * }</pre>
 *
 * Ops that move values get none, and floats that no integer is computed from stay floats.
 *
 * <p>A network that takes statistics of its batch gets its quantizers where they are once it is
 * deployed. Statistics are those of weights as they are, on the rounded values that layers read.
 */
public final class InsertQuantizers implements Pass {
  static final String NAME = "insert-quantizers";

  private final QuantizationOptions options;
  private final ActivationLevels levels;

  public InsertQuantizers(QuantizationOptions options, ActivationLevels levels) {
    this.options = options;
    this.levels = levels;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * The values of a float network whose levels are to be given; of a network that takes statistics
   * of its batch, those of what is deployed of it, which have the same names.
   */
  public static List<Value> observed(Graph graph, QuantizationOptions options) {
    if (!integers(graph).isEmpty()) {
      return List.of();
    }
    Sites sites = new Sites(Deployment.of(graph).graph(), options);
    return sites.owners().stream()
        .map(sites::ranged)
        .filter(ranged -> !SiteLevels.areKnown(ranged))
        .toList();
  }

  /** A network that has integers already stays as it is. */
  @Override
  public Model run(Model model, Reasons reasons) {
    List<Value> integers = integers(model.graph());
    if (!integers.isEmpty()) {
      reasons.add(NAME, integers.get(0), "the network is quantized already");
      return model;
    }
    Deployment deployment = Deployment.of(model.graph());
    Model deployed = new Model(deployment.graph(), model.parameters());
    Sites sites = new Sites(deployed.graph(), options);
    Scalings scalings = sites.scalings();
    scalings.values().stream()
        .filter(value -> scalings.rule(value) == ScaleRule.FLOAT)
        .forEach(value -> reasons.add(NAME, value, scalings.reason(value)));
    QuantizationPlan plan = QuantizationPlan.of(deployed, sites, options, levels, reasons);
    return new Insertion(model, deployment, plan).run();
  }

  /** What goes from floats to integers that stand for them, or back. */
  private static List<Value> integers(Graph graph) {
    return graph.select(
        value ->
            value.op() instanceof Quantize
                || value.op() instanceof Dequantize
                || value.op() instanceof Encode
                || value.op() instanceof Decode);
  }
}
