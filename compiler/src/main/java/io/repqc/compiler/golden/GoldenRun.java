package io.repqc.compiler.golden;

import io.repqc.compiler.Stages;
import io.repqc.compiler.quantize.IntegerNetwork;
import io.repqc.compiler.run.Batches;
import io.repqc.compiler.run.DrawnInputs;
import io.repqc.compiler.run.InputFiles;
import io.repqc.compiler.run.InputLevels;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network in integers, the inputs of a golden file, and what it does with them. */
record GoldenRun(IntegerNetwork network, Behaviour behaviour) {

  static GoldenRun of(GoldenRequest request, Stages stages) {
    IntegerNetwork network = IntegerNetwork.of(request.network(), stages, (pass, model) -> {});
    Map<String, Tensor> inputs = inputs(request, network);
    Behaviour behaviour = Observation.of(network, inputs, stages.begin("running"));
    return new GoldenRun(network, behaviour);
  }

  private static Map<String, Tensor> inputs(GoldenRequest request, IntegerNetwork network) {
    GoldenInputs inputs = request.inputs();
    Graph graph = network.integers().graph();
    return inputs.seed().isPresent()
        ? DrawnInputs.of(graph, inputs.items(), inputs.seed().getAsLong())
        : encoded(read(request, network.before().graph()), graph);
  }

  private static Map<String, Tensor> read(GoldenRequest request, Graph graph) {
    boolean isOwn = !request.inputs().files().isEmpty();
    List<String> problems = new ArrayList<>();
    Map<String, Tensor> tensors =
        new InputFiles(
                graph,
                isOwn ? "--on" : "--data",
                request.network().calibration().preprocessing(),
                Batches.whole(graph, request.inputs().items()),
                problems)
            .ofAnySize()
            .read(isOwn ? request.inputs().files() : request.network().calibration().files());
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
    int items = graph.items(tensors);
    ModelException.check(items > 0, "there are no items to run the network on");
    return tensors;
  }

  /** For a network that takes integers: what its float form reads, in those. */
  private static Map<String, Tensor> encoded(Map<String, Tensor> tensors, Graph graph) {
    Map<String, Tensor> encoded = new LinkedHashMap<>(tensors);
    for (Value input : graph.inputs()) {
      Tensor tensor = tensors.get(input.name());
      if (tensor.elementType().isFloat() && !input.elementType().isFloat()) {
        encoded.put(input.name(), InputLevels.encode(tensor, input));
      }
    }
    return encoded;
  }

  /** How many items it ran on. */
  int items() {
    return behaviour.outputs().stream().mapToInt(output -> output.items().size()).max().orElse(0);
  }
}
