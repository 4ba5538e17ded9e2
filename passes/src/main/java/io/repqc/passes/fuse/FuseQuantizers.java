package io.repqc.passes.fuse;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convention;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import io.repqc.passes.Rewriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * From ops on floats between quantizers to ops on integers, which is what is run to the bit:
 *
 * <pre>{@code
 * quantize(relu(conv(dequantize(x), dequantize(w), dequantize(b))))  ->  requantize(conv(x, w, b))
 * }</pre>
 *
 * What has no integer form is an error that says why, unless it may stay float by its name.
 */
public final class FuseQuantizers implements Pass {
  static final String NAME = "fuse-quantizers";

  private final Convention convention;
  private final Predicate<String> mayStayFloat;

  public FuseQuantizers(Convention convention, Predicate<String> mayStayFloat) {
    this.convention = convention;
    this.mayStayFloat = mayStayFloat;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Model run(Model quantized, Reasons reasons) {
    Model model = new Rewriter(NAME, new LiftIntegerProducts()).run(quantized, reasons);
    Twins twins = new Twins(model, convention);
    Graph fused = rebuilt(model.graph(), twins);
    FloatParts.check(fused, twins, mayStayFloat, reasons);
    Model result = new Naming(model, twins.numbers()).unique(fused);
    AccumulatorBounds.check(result);
    return result;
  }

  private static Graph rebuilt(Graph graph, Twins twins) {
    try {
      List<Output> outputs = new ArrayList<>();
      for (Output output : graph.outputs()) {
        outputs.add(new Output(output.name(), twins.result(output.value())));
      }
      List<Value> inputs = new ArrayList<>();
      for (Value input : graph.inputs()) {
        inputs.add(twins.result(input));
      }
      return new Graph(graph.name(), inputs, outputs);
    } catch (Refusal e) {
      throw new ModelException("\"%s\": %s".formatted(graph.name(), e.getMessage()));
    }
  }
}
