package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which parameters training may change. */
final class TrainabilityTest {
  private static final Tensor CHANNELS = Tensor.f32(Shape.of(3), 1, 2, 3);

  @Test
  void weightsAreTrainedStatisticsAndSingleNumbersAreNot() {
    Model model =
        ModelFile.withImage()
            .initializer("weight", taps(3, 3, i -> i))
            .initializer("gamma", CHANNELS)
            .initializer("mean", CHANNELS)
            .initializer("temperature", Tensor.f32(Shape.of(1), 2))
            .node("Identity", "beta", "gamma")
            .node("Identity", "variance", "mean")
            .node("Conv", "c", "x", "weight")
            .node("BatchNormalization", "b", "c", "gamma", "beta", "mean", "variance")
            .node("Div", "y", "b", "temperature")
            .output("y")
            .read();

    assertEquals(Set.of("weight", "gamma", "beta"), trained(model));
    assertEquals(6, model.parameters().size());
  }

  @Test
  void theBiasOfASingleChannelIsTrained() {
    Model model =
        ModelFile.withImage()
            .initializer("weight", taps(1, 3, i -> i))
            .initializer("bias", Tensor.f32(Shape.of(1), 2))
            .node("Conv", "y", "x", "weight", "bias")
            .output("y")
            .read();

    assertEquals(Set.of("weight", "bias"), trained(model));
  }

  @Test
  void numbersOfAQuantizerAreNotTrained() {
    Model model =
        ModelFile.withImage()
            .initializer("scales", CHANNELS)
            .initializer("zeros", Tensor.fill(new TensorType(ElementType.U8, Shape.of(3)), 0))
            .node("QuantizeLinear", "q", "x", "scales", "zeros")
            .node(
                "DequantizeLinear",
                "y",
                node -> node.addAttribute(ModelFile.integer("axis", 1)),
                "q",
                "scales",
                "zeros")
            .output("y")
            .read();

    assertEquals(Set.of(), trained(model));
  }

  @Test
  void fixedStencilsAreNotTrainedAlsoBehindAScale() {
    Model model =
        ModelFile.withImage()
            .initializer("sobel", taps(3, 1, i -> i % 9 - 4))
            .initializer("scale", Tensor.f32(Shape.of(3, 1, 1, 1), 1, 2, 3))
            .node("Mul", "weight", "sobel", "scale")
            .node(
                "Conv",
                "y",
                node -> node.addAttribute(ModelFile.integer("group", 3)),
                "x",
                "weight")
            .output("y")
            .read();

    assertEquals(Set.of("scale"), trained(model));
  }

  @Test
  void aStencilIsOneKernelInSeveralPlaces() {
    assertTrue(Trainability.isStencil(taps(3, 1, i -> i % 9)));
    assertTrue(Trainability.isStencil(taps(3, 3, i -> i / 9 % 4 == 0 ? 1 : 0)));
    assertFalse(Trainability.isStencil(taps(3, 1, i -> i)));
    assertFalse(Trainability.isStencil(taps(1, 1, i -> i)));
    assertFalse(Trainability.isStencil(taps(3, 3, i -> 0)));
    assertFalse(Trainability.isStencil(Tensor.f32(Shape.of(2, 1, 1, 1), 1, 1)));
    assertFalse(Trainability.isStencil(Tensor.f32(Shape.of(2, 2), 1, 1, 1, 1)));
  }

  @Test
  void theUsersGlobsComeFirst() {
    ModelFile file =
        ModelFile.withImage()
            .initializer("stem.gain", CHANNELS)
            .initializer("stem.shift", CHANNELS)
            .initializer("head.power", Tensor.f32(Shape.SCALAR, 2))
            .node("Constant", "head.fixed", node -> node.addAttribute(ModelFile.value(CHANNELS)))
            .node("Mul", "a", "stem.gain", "stem.shift")
            .node("Mul", "b", "a", "head.fixed")
            .node("Mul", "y", "b", "head.power")
            .output("y");

    assertEquals(Set.of("stem.gain", "stem.shift"), trained(file.read()));
    assertEquals(
        Set.of("stem.gain", "head.power", "head.fixed"),
        trained(file.read(globs(List.of("stem.*"), List.of("stem.g??n", "head*")))));
    assertEquals(
        """
        model.onnx: --freeze body*: no parameter has such a name; the parameters: stem.gain, stem.shift, head.power
        model.onnx: --train body*: no parameter has such a name; the parameters: stem.gain, stem.shift, head.power""",
        file.problem(globs(List.of("body*"), List.of("body*"))));
  }

  private static ImportOptions globs(List<String> freeze, List<String> train) {
    return new ImportOptions(Map.of(), Map.of(), freeze, train);
  }

  private static Tensor taps(int outputs, int inputs, IntToDoubleFunction number) {
    return Tensor.generate(TensorType.f32(outputs, inputs, 3, 3), number);
  }

  private static Set<String> trained(Model model) {
    return model.graph().parameters().stream()
        .filter(value -> ((Parameter) value.op()).trainable())
        .map(value -> value.name())
        .collect(Collectors.toSet());
  }
}
