package io.repqc.passes.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PatchesTest {

  static Stream<Sketch> layers() {
    Window skewed = new Window(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(0, 2));
    return Stream.of(
        new Sketch(1, 1, 3, 7).convolution(4, 3, 1),
        new Sketch(2, 1, 4, 6, 7).convolution(6, 3, 2, skewed),
        new Sketch(3, 1, 4, 5, 5).convolution(4, 3, 4),
        new Sketch(4, 1, 2, 3, 4, 3).convolution(2, 2, 1),
        new Sketch(5, 1, 6).linear(3),
        new Sketch(6, 1, 4, 6).linear(3));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void timesTheWeightAreWhatTheLayerGives(Sketch sketch) {
    Model model = sketch.model().withBatch(2);
    Layer layer = Layer.of(model.graph().outputs().get(0).value()).orElseThrow();
    Map<String, Tensor> values = Sketch.run(model, sketch.data(2).get(0));
    Patches patches = Patches.of(layer);
    Tensor result = values.get(layer.value().name());

    for (int item = 0; item < 2; item++) {
      for (int position = 0; position < patches.positions(); position++) {
        float[] patch = new float[layer.groups() * layer.terms()];
        patches.read(values.get("x"), item, position, patch);
        for (int output = 0; output < layer.outputs(); output++) {
          assertEquals(
              product(layer, model, patch, output),
              result.number(patches.output(item, position, output)),
              1e-4);
        }
      }
    }
  }

  private static double product(Layer layer, Model model, float[] patch, int output) {
    float[] weight = model.parameter(layer.weight()).floats();
    int group = output / (layer.outputs() / layer.groups());
    double sum = model.parameter(layer.bias()).number(output);
    for (int k = 0; k < layer.terms(); k++) {
      sum += weight[output * layer.terms() + k] * patch[group * layer.terms() + k];
    }
    return sum;
  }
}
