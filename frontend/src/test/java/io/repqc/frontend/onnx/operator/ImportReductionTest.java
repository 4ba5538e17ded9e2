package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import org.junit.jupiter.api.Test;

/** Reductions, softmax and normalisations. */
final class ImportReductionTest {
  private static final Tensor TABLE = Tensor.f32(Shape.of(2, 3), 1, 2, 3, 4, 5, 9);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void noAxesAreAllAxesUnlessTheNodeSaysNone() {
    new OneNode(18, "ReduceSum").input(TABLE).gives(24);
    new OneNode(18, "ReduceSum").input(TABLE).integers().gives(24);
    new OneNode(18, "ReduceSumSquare")
        .input(TABLE)
        .integers()
        .with("noop_with_empty_axes", 1)
        .gives(1, 4, 9, 16, 25, 81);
  }

  @Test
  void axesAreAnAttributeBeforeTheyAreAnInput() {
    new OneNode(11, "ReduceSum").input(TABLE).with("axes", new long[] {-1}).gives(6, 18);
    new OneNode(13, "ReduceSum").input(TABLE).integers(-1).gives(6, 18);
    new OneNode(13, "ReduceMax").input(TABLE).with("axes", new long[] {0}).gives(4, 5, 9);
    assertEquals(
        "axes is an input, but in opset 13 it is an attribute",
        new OneNode(13, "ReduceMax").input(TABLE).integers(0).problem());
    assertEquals(
        "axes is an attribute, but in opset 18 it is an input",
        new OneNode(18, "ReduceMax").input(TABLE).with("axes", new long[] {0}).problem());
  }

  @Test
  void normsAreReductionsBetweenFunctions() {
    Tensor x = Tensor.f32(Shape.of(1, 2), -3, 4);

    new OneNode(18, "ReduceL1").input(x).gives(7);
    new OneNode(18, "ReduceL2").input(x).gives(5);
    new OneNode(18, "ReduceLogSum").input(x).gives(0);
  }

  @Test
  void logSumExpNeitherOverflowsNorLosesInfinities() {
    Tensor x =
        Tensor.f32(
            Shape.of(3, 2),
            1000,
            1000,
            Float.NEGATIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY,
            0);

    new OneNode(18, "ReduceLogSumExp")
        .input(x)
        .integers(1)
        .with("keepdims", 0)
        .gives(1000 + Math.log(2), -INFINITY, INFINITY);
  }

  @Test
  void softmaxSpansAllAxesFromOneOnBeforeOpset13() {
    Tensor zeros = Tensor.f32(Shape.of(1, 2, 2), 0, 0, 0, 0);

    new OneNode(12, "Softmax").input(zeros).gives(0.25, 0.25, 0.25, 0.25);
    new OneNode(12, "Softmax").input(zeros).with("axis", -1).gives(0.5, 0.5, 0.5, 0.5);
    new OneNode(13, "Softmax").input(zeros).with("axis", 1).gives(0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void layerNormalizationGivesItsStatistics() {
    var outputs =
        new OneNode(17, "LayerNormalization")
            .input(Tensor.f32(Shape.of(2, 2), 1, 3, 10, 20))
            .constant(Tensor.f32(Shape.of(2), 1, 2))
            .outputs(3)
            .with("epsilon", 0f)
            .run();

    OneNode.assertNumbers(outputs.get(0), -1, 2, -1, 2);
    OneNode.assertNumbers(outputs.get(1), 2, 15);
    OneNode.assertNumbers(outputs.get(2), 1, 0.2);
  }

  @Test
  void groupNormalizationScalesGroupsBeforeOpset21AndChannelsSince() {
    Tensor x = Tensor.f32(Shape.of(1, 4, 1), 1, 3, 10, 20);
    Tensor two = Tensor.f32(Shape.of(2), 1, 2);
    Tensor four = Tensor.f32(Shape.of(4), 1, 2, 3, 4);

    groupNormalization(18, x, two).gives(0, 2, 0, 4);
    groupNormalization(21, x, four).gives(0, 4, 0, 8);
  }

  private static OneNode groupNormalization(int opset, Tensor x, Tensor scale) {
    return new OneNode(opset, "GroupNormalization")
        .input(x)
        .constant(scale)
        .constant(scale)
        .with("num_groups", 2)
        .with("epsilon", 0f);
  }

  @Test
  void groupsDivideTheChannels() {
    assertEquals(
        "num_groups is 3, expected a divisor of the channels of [1,4,1]",
        new OneNode(21, "GroupNormalization")
            .input(Tensor.f32(Shape.of(1, 4, 1), 1, 2, 3, 4))
            .constant(Tensor.f32(Shape.of(4), 1, 1, 1, 1))
            .constant(Tensor.f32(Shape.of(4), 0, 0, 0, 0))
            .with("num_groups", 3)
            .problem());
  }

  @Test
  void rootMeanSquareNormalizationDoesNotCentre() {
    new OneNode(23, "RMSNormalization")
        .input(Tensor.f32(Shape.of(1, 2), 1, 7))
        .constant(Tensor.f32(Shape.of(2), 5, 10))
        .with("epsilon", 0f)
        .gives(1, 14);
  }

  @Test
  void meanVarianceNormalizationOfAConstantIsZero() {
    new OneNode(13, "MeanVarianceNormalization")
        .input(Tensor.f32(Shape.of(1, 2), 7, 7))
        .with("axes", new long[] {1})
        .gives(0, 0);
  }
}
