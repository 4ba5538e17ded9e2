package io.repqc.tests.nativecode;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convention;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import io.repqc.tests.models.Network;
import io.repqc.tests.random.RandomNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The networks at hand in integers: quantized ones as they are, others by what they are given. */
public final class IntegerNetworks {
  private static final int DRAWN = 2;
  private static final long SEED = 3;
  private static final QuantizationOptions OPTIONS =
      QuantizationOptions.DEFAULT.with(RangeMethod.MIN_MAX, RangeMethod.MIN_MAX);

  private IntegerNetworks() {}

  /** With the input that was recorded, if it was, and some at random. */
  public static Sample sample(Network network) {
    Model read = network.read();
    Model model = model(network, read);
    List<Map<String, Tensor>> inputs =
        new ArrayList<>(RandomNetwork.inputs(model.graph(), SEED).subList(0, DRAWN));
    Map<String, Tensor> recorded = recorded(network, read.graph());
    recorded.replaceAll((name, tensor) -> Tensor.of(input(model, name).type(), tensor.array()));
    inputs.add(recorded);
    return Sample.of(network.name().replaceAll("\\W+", "_"), model, inputs);
  }

  /** Whose type may say what its integers stand for. */
  private static Value input(Model model, String name) {
    return model.graph().inputs().stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Model model(Network network) {
    return model(network, network.read());
  }

  private static Model model(Network network, Model read) {
    boolean isQuantized = Network.isQuantized(read.graph());
    Model quantized = isQuantized ? run(read, Pipelines.simplify()) : quantized(network, read);
    return run(quantized, List.of(new FuseQuantizers(Convention.ONNX, name -> false)));
  }

  private static Model quantized(Network network, Model read) {
    Model merged = run(read, Pipelines.deploy());
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(merged.graph(), OPTIONS));
    List<Map<String, Tensor>> data = List.of(recorded(network, merged.graph()));
    ActivationLevels levels =
        ActivationLevels.of(
            Calibration.run(merged, observed::contains, data, items -> {}),
            OPTIONS.activationRange());
    return run(merged, List.of(new InsertQuantizers(OPTIONS, levels), new MaterializeWeights()));
  }

  private static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  /** The first of what was recorded, or else drawn. */
  private static Map<String, Tensor> recorded(Network network, Graph graph) {
    Map<String, Tensor> inputs = Network.drawInputs(graph, SEED);
    network
        .recordedInputs(graph)
        .forEach(
            (name, tensor) -> {
              int rows = inputs.get(name).shape().dim(0);
              if (tensor.shape().dim(0) >= rows) {
                inputs.put(name, Network.rows(tensor, 0, rows));
              }
            });
    return inputs;
  }
}
