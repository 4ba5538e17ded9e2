package io.repqc.tests.quantized;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tests.quantized.NetworkStyle.Bias;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The weight of a layer in a file, symmetric in s8, and its bias. */
final class NetworkWeight {
  /** Seven bits: see {@link OperatorDraw#weight}. */
  private static final int LARGEST = 63;

  private static final double BIAS_DEVIATION = 0.3;

  private final OnnxSketch file;
  private final String name;
  private final int axis;
  private final float[] scales;
  private final double[] bias;

  private NetworkWeight(OnnxSketch file, String name, int axis, float[] scales, double[] bias) {
    this.file = file;
    this.name = name;
    this.axis = axis;
    this.scales = scales;
    this.bias = bias;
  }

  /** Drawn so that results deviate by {@code gain} if the operands deviate by 1. */
  static NetworkWeight draw(
      OnnxSketch file,
      Random random,
      NetworkStyle style,
      String name,
      Shape shape,
      int axis,
      double gain) {
    int channels = shape.dim(axis);
    double deviation = gain / Math.sqrt(shape.count() / (double) channels);
    Tensor real =
        Tensor.generate(
            new TensorType(ElementType.F32, shape), i -> deviation * random.nextGaussian());
    double[] bias = random.doubles(channels, -BIAS_DEVIATION, BIAS_DEVIATION).toArray();
    NetworkWeight weight =
        new NetworkWeight(file, name, axis, scales(real, axis, style.perChannel()), bias);
    weight.write(real, style.quantizesWeights());
    return weight;
  }

  private static float[] scales(Tensor real, int axis, boolean perChannel) {
    float[] scales = new float[perChannel ? real.shape().dim(axis) : 1];
    int inner = real.shape().count(axis + 1, real.shape().rank());
    for (int i = 0; i < real.count(); i++) {
      int channel = i / inner % scales.length;
      scales[channel] = Math.max(scales[channel], (float) Math.abs(real.number(i)) / LARGEST);
    }
    return scales;
  }

  private void write(Tensor real, boolean isFloat) {
    Shape one = scales.length == 1 ? Shape.SCALAR : Shape.of(scales.length);
    file.floats(name + "_w_scale", scales);
    file.initializer(name + "_w_zero", Tensor.fill(new TensorType(ElementType.I8, one), 0));
    if (isFloat) {
      file.initializer(name + "_w_float", real);
      List<String> operands = List.of(name + "_w_float", name + "_w_scale", name + "_w_zero");
      file.node("QuantizeLinear", operands, name + "_w", along());
      return;
    }
    int inner = real.shape().count(axis + 1, real.shape().rank());
    file.initializer(
        name + "_w",
        Tensor.generateIntegers(
            new TensorType(ElementType.I8, real.shape()),
            i -> Math.round(real.number(i) / scales[i / inner % scales.length])));
  }

  private Map<String, Object> along() {
    return scales.length == 1 ? Map.of() : Map.of("axis", (long) axis);
  }

  String name() {
    return name;
  }

  /** Integers, scale and zero point. */
  List<String> operands() {
    return List.of(name + "_w", name + "_w_scale", name + "_w_zero");
  }

  /** The weight in floats. */
  String real() {
    return file.node("DequantizeLinear", operands(), name + "_w_real", along());
  }

  /** The bias in the unit of the products, if there is one. */
  Optional<String> bias(NetworkStyle style, float inputScale) {
    if (style.bias() == Bias.NONE) {
      return Optional.empty();
    }
    TensorType type = new TensorType(ElementType.I32, Shape.of(bias.length));
    return Optional.of(
        file.initializer(
            name + "_b",
            Tensor.generateIntegers(
                type, i -> Math.round(bias[i] / (inputScale * scales[i % scales.length])))));
  }

  /** The bias in floats, if there is one. */
  Optional<String> realBias(NetworkStyle style, float inputScale) {
    if (style.bias() != Bias.FLOATS) {
      return bias(style, inputScale).map(integers -> dequantized(integers, inputScale));
    }
    TensorType type = new TensorType(ElementType.F32, Shape.of(bias.length));
    return Optional.of(file.initializer(name + "_b", Tensor.generate(type, i -> bias[i])));
  }

  private String dequantized(String integers, float inputScale) {
    float[] units = Arrays.copyOf(scales, scales.length);
    for (int i = 0; i < units.length; i++) {
      units[i] *= inputScale;
    }
    String unit = file.floats(name + "_b_scale", units);
    Map<String, Object> axis = Map.of("axis", 0L);
    return file.node("DequantizeLinear", List.of(integers, unit), name + "_b_real", axis);
  }
}
