package io.repqc.compiler.golden;

import io.repqc.compiler.Progress;
import io.repqc.compiler.quantize.IntegerNetwork;
import io.repqc.compiler.run.Batches;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Decode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a network item by item and notes what it does. */
final class Observation {
  private final IntegerNetwork network;
  private final Model model;
  private final Map<String, Tensor> inputs;
  private final Map<String, String> names;
  private final Map<String, Digest> digests = new LinkedHashMap<>();

  /** What comes out, by the name of the value that it is taken from. */
  private final Map<String, List<List<String>>> results = new HashMap<>();

  private Observation(IntegerNetwork network, Map<String, Tensor> inputs) {
    this.network = network;
    this.model = network.integers().fitting(inputs);
    this.inputs = inputs;
    this.names = Layers.of(network);
    names.keySet().forEach(name -> digests.put(name, new Digest()));
    model.graph().outputs().forEach(output -> results.put(told(output).name(), new ArrayList<>()));
  }

  static Behaviour of(IntegerNetwork network, Map<String, Tensor> inputs, Progress progress) {
    Observation observation = new Observation(network, inputs);
    observation.run(progress);
    return observation.behaviour();
  }

  private void run(Progress progress) {
    Batches batches = new Batches(model.graph(), inputs, 1);
    Map<Integer, Interpreter> interpreters = new HashMap<>();
    long done = 0;
    for (Map<String, Tensor> batch : batches) {
      int items = model.graph().items(batch);
      interpreters
          .computeIfAbsent(
              items, size -> new Interpreter(model.withBatch(size), new FastEvaluation()))
          .run(batch, (value, tensor) -> observe(value, tensor, items));
      progress.advance(++done, batches.count());
    }
  }

  private void observe(Value value, Tensor tensor, int items) {
    Digest digest = digests.get(value.name());
    if (digest != null) {
      digest.add(tensor);
    }
    List<List<String>> numbers = results.get(value.name());
    if (numbers != null) {
      numbers.addAll(NumberTexts.of(tensor, items));
    }
  }

  private Behaviour behaviour() {
    Graph graph = model.graph();
    Map<String, Value> values = new HashMap<>();
    graph.values().forEach(value -> values.put(value.name(), value));
    List<RecordedLayer> given =
        graph.inputs().stream()
            .map(input -> layer(input.name(), new Digest().add(inputs.get(input.name())), input))
            .toList();
    List<RecordedLayer> layers = new ArrayList<>();
    names.forEach((name, own) -> layers.add(layer(own, digests.get(name), values.get(name))));
    List<RecordedOutput> outputs = graph.outputs().stream().map(this::output).toList();
    return new Behaviour(given, LayerWeights.of(network.before()), layers, outputs);
  }

  private static RecordedLayer layer(String name, Digest digest, Value value) {
    return new RecordedLayer(name, digest.digits(), TypeText.of(value.type()));
  }

  private RecordedOutput output(Output output) {
    Value value = told(output);
    return new RecordedOutput(output.name(), TypeText.of(value.type()), results.get(value.name()));
  }

  /** The integers before a last decode. */
  private static Value told(Output output) {
    Value value = output.value();
    return value.op() instanceof Decode decode ? decode.x() : value;
  }
}
