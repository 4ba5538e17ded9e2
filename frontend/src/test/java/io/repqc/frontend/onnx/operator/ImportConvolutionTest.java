package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.TransposedConvolution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Convolutions and what their attributes make of the border. */
final class ImportConvolutionTest {
  private static final Tensor X = Tensor.f32(Shape.of(1, 1, 4), 1, 2, 3, 4);
  private static final Tensor TAPS = Tensor.f32(Shape.of(1, 1, 2), 1, 10);

  private static OneNode conv() {
    return new OneNode(11, "Conv").input(X).constant(TAPS);
  }

  private static OneNode transposed() {
    return new OneNode(11, "ConvTranspose").input(X).constant(TAPS);
  }

  @Test
  void aMissingBiasIsZero() {
    conv().gives(21, 32, 43);
    conv().constant(Tensor.f32(Shape.of(1), 0.5f)).gives(21.5, 32.5, 43.5);
  }

  @Test
  void anOddBorderIsAfterOrBefore() {
    conv().with("auto_pad", "SAME_UPPER").gives(21, 32, 43, 4);
    conv().with("auto_pad", "SAME_LOWER").gives(10, 21, 32, 43);
    conv().with("auto_pad", "VALID").with("pads", new long[] {1, 1}).gives(21, 32, 43);
  }

  @Test
  void aBorderKeepsTheSizeAtAnyDilation() {
    OneNode dilated = conv().with("auto_pad", "SAME_UPPER").with("dilations", new long[] {3});

    assertEquals(List.of(1), ((Convolution) dilated.value().op()).window().before());
  }

  @Test
  void theSizeOfATransposedResultDecidesItsBorder() {
    transposed().gives(1, 12, 23, 34, 40);
    transposed().with("output_shape", new long[] {4}).gives(12, 23, 34, 40);
    transposed()
        .with("output_shape", new long[] {4})
        .with("auto_pad", "SAME_UPPER")
        .gives(1, 12, 23, 34);
    transposed().with("output_shape", new long[] {1, 1, 3}).gives(12, 23, 34);
  }

  @Test
  void aTransposedResultMayReachBeyondTheLastKernel() {
    OneNode node =
        new OneNode(11, "ConvTranspose")
            .input(X)
            .constant(Tensor.f32(Shape.of(1, 1, 1), 1))
            .with("strides", new long[] {2})
            .with("auto_pad", "SAME_UPPER");

    TransposedConvolution op = (TransposedConvolution) node.value().op();
    assertEquals(List.of(-1), op.window().after());
    assertEquals(List.of(1, 1, 8), op.inferType().shape().dims());
  }

  @Test
  void namesWhatDoesNotFit() {
    assertEquals(
        "kernel_shape is [3], but the weight is %x1 : f32[1,1,2]",
        conv().with("kernel_shape", new long[] {3}).problem());
    assertEquals(
        "strides has 2 numbers [1, 1], expected 1",
        conv().with("strides", new long[] {1, 1}).problem());
    assertEquals(
        "auto_pad is 'SAME', expected NOTSET, SAME_UPPER, SAME_LOWER or VALID",
        conv().with("auto_pad", "SAME").problem());
    assertEquals("group is 0, expected a positive number", conv().with("group", 0).problem());
    assertEquals(
        "the weight %x1 : f32[2] has no spatial axes",
        new OneNode(11, "Conv").input(X).constant(Tensor.f32(Shape.of(2), 1, 2)).problem());
  }

  @Test
  void pixelsBeyondAllReasonAreRefused() {
    OneNode pool =
        new OneNode(12, "MaxPool")
            .input(Tensor.generate(TensorType.f32(1, 1, 64, 64), i -> i))
            .with("kernel_shape", new long[] {1 << 15, 1 << 15})
            .with("auto_pad", "SAME_UPPER");

    assertEquals(
        "a kernel of [32768, 32768] at each place of [1,1,64,64] reads over 268435456 elements",
        pool.problem());
    assertEquals(
        "kernel_shape is [], expected a positive size for each spatial axis",
        new OneNode(12, "AveragePool").input(X).problem());
  }
}
