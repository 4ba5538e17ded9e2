package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quantized operators of ONNX Runtime's own, which ONNX's operator tests do not cover. */
final class ContribOperatorsTest {
  private static final Shape IMAGE = Shape.of(2, 3, 6, 7);

  private final Random random = new Random(11);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"I8", "U8"})
  void addsAndMultiplies(ElementType type) throws IOException, OrtException {
    for (String operator : List.of("QLinearAdd", "QLinearMul")) {
      for (Shape other : List.of(IMAGE, Shape.of(1, 3, 1, 1))) {
        check(quantized(quantized(new OperatorModel(operator), type, IMAGE), type, other), type);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"I8", "U8"})
  void appliesCurves(ElementType type) throws IOException, OrtException {
    check(quantized(new OperatorModel("QLinearLeakyRelu"), type, IMAGE).set("alpha", 0.3f), type);
    check(quantized(new OperatorModel("QLinearSigmoid"), type, IMAGE), 1 / 256f, type);
    for (long axis : List.of(-1L, 1L)) {
      for (long opset : List.of(12L, 13L)) {
        OperatorModel softmax = quantized(new OperatorModel("QLinearSoftmax"), type, IMAGE);
        check(softmax.set("axis", axis).set("opset", opset), 1 / 256f, type);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"I8", "U8"})
  void poolsWithTheChannelsFirstOrLast(ElementType type) throws IOException, OrtException {
    for (long last : List.of(0L, 1L)) {
      OperatorModel global =
          new OperatorModel("QLinearGlobalAveragePool").set("channels_last", last);
      check(quantized(global, type, IMAGE), type);
      OperatorModel windows =
          new OperatorModel("QLinearAveragePool")
              .set("kernel_shape", List.of(2L, 3L))
              .set("strides", List.of(1L, 2L))
              .set("pads", List.of(0L, 1L, 1L, 0L))
              .set("channels_last", last);
      check(quantized(windows, type, IMAGE), type);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"I8", "U8"})
  void joins(ElementType type) throws IOException, OrtException {
    OperatorModel concat =
        new OperatorModel("QLinearConcat").with(scale(0.04f)).with(zeroPoint(type));
    run(quantized(quantized(concat, type, IMAGE), type, IMAGE).set("axis", 1L));
  }

  @ParameterizedTest
  @EnumSource(names = {"I8", "U8"})
  void multipliesMatrices(ElementType type) throws IOException, OrtException {
    for (long transposed : List.of(0L, 1L)) {
      OperatorModel gemm =
          quantized(new OperatorModel("QGemm"), type, Shape.of(3, 4))
              .with(integers(type, transposed == 1 ? Shape.of(5, 4) : Shape.of(4, 5), 64))
              .with(Tensor.f32(Shape.of(5), 0.01f, 0.02f, 0.015f, 0.03f, 0.012f))
              .with(integers(type, Shape.of(5), 64))
              .with(integers(ElementType.I32, Shape.of(5), 3000))
              .set("transB", transposed)
              .set("alpha", 0.5f);
      check(gemm, type);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"I8", "U8"})
  void multipliesToFloats(ElementType type) throws IOException, OrtException {
    Tensor weight = integers(type, Shape.of(4, 5), 64);
    Tensor bias = Tensor.f32(Shape.of(5), 1, 2, 3, 4, 5);
    run(
        new OperatorModel("MatMulIntegerToFloat")
            .input(integers(type, Shape.of(2, 3, 4), 64))
            .with(weight)
            .with(scale(0.02f))
            .with(scale(0.03f))
            .with(zeroPoint(type))
            .with(zeroPoint(type))
            .with(bias));
    run(
        new OperatorModel("DynamicQuantizeMatMul")
            .input(Tensor.generate(TensorType.f32(2, 3, 4), i -> random.nextGaussian()))
            .with(weight)
            .with(scale(0.03f))
            .with(zeroPoint(type))
            .with(bias));
  }

  private OperatorModel quantized(OperatorModel model, ElementType type, Shape shape) {
    return model
        .input(integers(type, shape, 128))
        .with(scale(0.01f + 0.03f * random.nextFloat()))
        .with(zeroPoint(type));
  }

  /** Numbers around the middle of their type's range. */
  private Tensor integers(ElementType type, Shape shape, int most) {
    long middle = (type.minimum() + type.maximum() + 1) / 2;
    return Tensor.generateIntegers(
        new TensorType(type, shape), i -> middle + random.nextInt(2 * most) - most);
  }

  private Tensor zeroPoint(ElementType type) {
    return integers(type, Shape.SCALAR, 20);
  }

  private static Tensor scale(float scale) {
    return Tensor.f32(Shape.SCALAR, scale);
  }

  private void check(OperatorModel model, ElementType type) throws IOException, OrtException {
    run(model.with(scale(0.04f)).with(zeroPoint(type)));
  }

  /** For results from 0 to 1. */
  private void check(OperatorModel model, float scale, ElementType type)
      throws IOException, OrtException {
    run(model.with(scale(scale)).with(Tensor.scalar(type, type.minimum())));
  }

  private void run(OperatorModel operator) throws IOException, OrtException {
    Path file = folder.resolve("operator.onnx");
    Files.write(file, operator.toBytes());
    Model model = OnnxReader.read(file, ImportOptions.DEFAULT);
    var expected = OnnxRuntimeOracle.run(operator.toBytes(), operator.inputs());

    List<String> problems = LayerComparison.problems(model, operator.inputs(), expected);

    assertEquals("", String.join("\n", problems));
  }
}
