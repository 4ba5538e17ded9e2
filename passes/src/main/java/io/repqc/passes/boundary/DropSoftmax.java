package io.repqc.passes.boundary;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Softmax;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the logits in the place of the probabilities, with any quantizer behind them:
 *
 * <pre>{@code
 * output softmax(x)  ->  output x
 * }</pre>
 */
public final class DropSoftmax implements Pass {
  @Override
  public String name() {
    return "drop-softmax";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Graph graph = model.graph();
    List<Output> outputs = new ArrayList<>();
    boolean drops = false;
    for (Output output : graph.outputs()) {
      Optional<Value> logits = logits(output.value());
      drops |= logits.isPresent();
      outputs.add(new Output(output.name(), logits.orElse(output.value())));
    }
    ModelException.check(
        drops,
        "no output of \"%s\" is a softmax, so that there is none to drop; its outputs are %s",
        graph.name(),
        graph.outputs().stream().map(Output::name).toList());
    return new Model(new Graph(graph.name(), graph.inputs(), outputs), model.parameters());
  }

  /** What a softmax, perhaps with a quantizer behind it, makes probabilities of. */
  public static Optional<Value> logits(Value value) {
    if (value.op() instanceof Softmax softmax) {
      return Optional.of(softmax.x());
    }
    if (value.op() instanceof Dequantize dequantize) {
      return logits(dequantize.x());
    }
    return value.op() instanceof Quantize quantize ? logits(quantize.x()) : Optional.empty();
  }
}
