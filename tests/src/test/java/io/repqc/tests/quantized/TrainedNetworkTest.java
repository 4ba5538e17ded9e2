package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.frontend.onnx.write.OnnxWriter;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Convention;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Pipelines.Statistics;
import io.repqc.passes.Reasons;
import io.repqc.passes.fold.UseRunningStatistics;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import io.repqc.tests.models.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A network with quantizers in the form in which it is trained, with few bits and biases in floats,
 * comes to the same integers as one that is merged before it gets quantizers, and so does its file.
 */
final class TrainedNetworkTest {
  private static final int IMAGES = 4;
  private static final QuantizationOptions OPTIONS =
      QuantizationOptions.DEFAULT
          .with(new BitWidths(Bits.parse("W4A3"), Bits.EIGHT, Map.of()))
          .withFloatBiases();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Statistics.class)
  void comesToTheIntegersOfTheMergedNetwork(Statistics statistics) {
    Path file = Path.of(System.getProperty("repqc.root"), "examples", "repvgg-shapes.onnx");
    Model network = new Network("example", file).read();
    Model merged = run(network, Pipelines.deploy());
    Map<String, Tensor> inputs = Network.drawInputs(merged.withBatch(IMAGES).graph(), 1);
    ActivationLevels levels = levels(merged, inputs);

    Model trained = quantized(run(network, Pipelines.merge(statistics, regions -> {})), levels);
    Path written = folder.resolve("trained.onnx");
    OnnxWriter.write(trained, written);
    Model back = run(OnnxReader.read(written, ImportOptions.DEFAULT), Pipelines.simplify());

    Map<String, Tensor> expected = integers(quantized(merged, levels), inputs);
    assertEquals(expected, integers(trained, inputs));
    assertEquals(expected, integers(back, inputs));
  }

  private static ActivationLevels levels(Model merged, Map<String, Tensor> inputs) {
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(merged.graph(), OPTIONS));
    Map<String, Distribution> found =
        Calibration.run(merged, observed::contains, List.of(inputs), items -> {});
    return ActivationLevels.of(found, OPTIONS.activationRange());
  }

  /** As it is deployed. */
  private static Model quantized(Model model, ActivationLevels levels) {
    return run(
        model,
        List.of(
            new InsertQuantizers(OPTIONS, levels),
            new UseRunningStatistics(),
            new MaterializeWeights()));
  }

  private static Map<String, Tensor> integers(Model quantized, Map<String, Tensor> inputs) {
    Model fused = run(quantized, List.of(new FuseQuantizers(Convention.ONNX, name -> false)));
    return new Interpreter(fused.withBatch(IMAGES), new FastEvaluation()).run(inputs);
  }

  private static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }
}
