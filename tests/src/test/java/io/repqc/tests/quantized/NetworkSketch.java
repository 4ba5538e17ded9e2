package io.repqc.tests.quantized;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tests.quantized.NetworkStyle.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A quantized network in the making, written as one exporter or another writes it. Weights are
 * drawn so that every activation is about as large as the input, whose deviation is 1.
 */
final class NetworkSketch {
  private static final float REACH = 4;
  private static final float SIX = 6;
  private static final int LEVELS = 255;

  private final OnnxSketch file = new OnnxSketch();
  private final Random random;
  private final NetworkStyle style;
  private TensorType inputType;
  private int count;

  NetworkSketch(NetworkStyle style, long seed) {
    this.style = style;
    this.random = new Random(seed);
  }

  /** What ends a layer. */
  enum Activation {
    NONE,
    RELU,
    RELU6
  }

  /** Integers by name, with the names and the number of their scale. */
  record Flow(String name, String scaleName, String zeroName, float scale, int channels) {
    List<String> operands() {
      return List.of(name, scaleName, zeroName);
    }
  }

  byte[] toBytes() {
    return file.toBytes();
  }

  /** Another input of the network. */
  Map<String, Tensor> drawInput() {
    return Map.of(
        "x",
        inputType.elementType().isFloat()
            ? Tensor.generate(inputType, i -> random.nextGaussian())
            : Tensor.generateIntegers(
                inputType, i -> inputType.elementType().minimum() + random.nextInt(LEVELS + 1)));
  }

  Flow input(int... dims) {
    inputType = TensorType.f32(dims);
    file.input("x", drawInput().get("x"));
    return quantize("x", levels(name("input"), Activation.NONE, dims[1]));
  }

  /** An input that is given as integers. */
  Flow integerInput(int... dims) {
    inputType = new TensorType(style.activations(), Shape.of(dims));
    file.input("x", drawInput().get("x"));
    return levels("x", Activation.NONE, dims[1]);
  }

  void integerOutput(Flow x) {
    file.output(x.name);
  }

  /** A convolution in {@code groups}; the border keeps the size at stride 1. */
  Flow convolution(
      Flow x, int channels, int kernel, int stride, int groups, Activation activation) {
    long before = (kernel - 1) / 2;
    Map<String, Object> attributes =
        Map.of(
            "kernel_shape", List.of((long) kernel, (long) kernel),
            "strides", List.of((long) stride, (long) stride),
            "pads", List.of(before, before, before, before),
            "group", (long) groups);
    NetworkWeight weight =
        weight(
            name("conv"), Shape.of(channels, x.channels / groups, kernel, kernel), 0, activation);
    Flow y = levels(weight.name() + "_y", activation, channels);
    if (!style.isOperators()) {
      List<String> operands = new ArrayList<>(List.of(real(x), weight.real()));
      weight.realBias(style, x.scale).ifPresent(operands::add);
      return end(file.node("Conv", operands, weight.name(), attributes), y, activation);
    }
    List<String> operands = new ArrayList<>(x.operands());
    operands.addAll(weight.operands());
    operands.addAll(y.operands().subList(1, 3));
    weight.bias(style, x.scale).ifPresent(operands::add);
    file.node("QLinearConv", operands, y.name, attributes);
    return y;
  }

  /** A dense layer. */
  Flow gemm(Flow x, int columns, Activation activation) {
    NetworkWeight weight = weight(name("gemm"), Shape.of(columns, x.channels), 0, activation);
    Flow y = levels(weight.name() + "_y", activation, columns);
    if (!style.isOperators()) {
      return end(realGemm(x, weight, weight.name()), y, activation);
    }
    List<String> operands = new ArrayList<>(x.operands());
    operands.addAll(weight.operands());
    operands.add(weight.bias(style, x.scale).orElse(""));
    operands.addAll(y.operands().subList(1, 3));
    file.node("com.microsoft.QGemm", operands, y.name, Map.of("transB", 1L));
    return y;
  }

  /** A dense layer whose results are the network's, and are not quantized. */
  void gemmToFloats(Flow x, int columns) {
    NetworkWeight weight = weight(name("gemm"), Shape.of(columns, x.channels), 0, Activation.NONE);
    file.output(realGemm(x, weight, "y"));
  }

  private String realGemm(Flow x, NetworkWeight weight, String result) {
    List<String> operands = new ArrayList<>(List.of(real(x), weight.real()));
    weight.realBias(style, x.scale).ifPresent(operands::add);
    return file.node("Gemm", operands, result, Map.of("transB", 1L));
  }

  /** A product of matrices, then an addition of its own. */
  Flow product(Flow x, int columns, Activation activation) {
    NetworkWeight weight = weight(name("product"), Shape.of(x.channels, columns), 1, activation);
    Flow y = levels(weight.name() + "_y", activation, columns);
    if (!style.isOperators()) {
      String sums = file.node("MatMul", List.of(real(x), weight.real()), weight.name() + "_sums");
      String real =
          weight
              .realBias(style, x.scale)
              .map(bias -> file.node("Add", List.of(bias, sums), weight.name()))
              .orElse(sums);
      return end(real, y, activation);
    }
    Flow product = levels(weight.name(), Activation.NONE, columns);
    List<String> operands = new ArrayList<>(x.operands());
    operands.addAll(weight.operands());
    operands.addAll(product.operands().subList(1, 3));
    file.node("QLinearMatMul", operands, product.name);
    return pair("QLinearAdd", product, constant(columns), y);
  }

  /** Constants that are added to each of {@code columns}. */
  private Flow constant(int columns) {
    Flow levels = levels(name("constant"), Activation.NONE, columns);
    TensorType type = new TensorType(style.activations(), Shape.of(columns));
    file.initializer(
        levels.name, Tensor.generateIntegers(type, i -> type.elementType().minimum() + any()));
    return levels;
  }

  private int any() {
    return random.nextInt(LEVELS + 1);
  }

  Flow add(Flow left, Flow right, Activation activation) {
    Flow y = levels(name("add"), activation, left.channels);
    return style.isOperators()
        ? pair("QLinearAdd", left, right, y)
        : end(file.node("Add", List.of(real(left), real(right)), y.name + "_real"), y, activation);
  }

  /** Channels of {@code x}, each times a number. */
  Flow scaled(Flow x, Flow numbers) {
    Flow y = levels(name("mul"), Activation.NONE, x.channels);
    return style.isOperators()
        ? pair("QLinearMul", x, numbers, y)
        : end(
            file.node("Mul", List.of(real(x), real(numbers)), y.name + "_real"),
            y,
            Activation.NONE);
  }

  private Flow pair(String operator, Flow left, Flow right, Flow y) {
    List<String> operands = new ArrayList<>(left.operands());
    operands.addAll(right.operands());
    operands.addAll(y.operands().subList(1, 3));
    file.node("com.microsoft." + operator, operands, y.name);
    return y;
  }

  Flow sigmoid(Flow x) {
    Flow y = levels(name("sigmoid"), 1f / (LEVELS + 1), 0, x.channels);
    return curve("Sigmoid", x, y, Map.of());
  }

  /** The mean of each channel. */
  Flow globalAverage(Flow x) {
    Flow y = levels(name("mean"), Activation.NONE, x.channels);
    return curve(
        "GlobalAveragePool", x, y, style.isOperators() ? Map.of("channels_last", 0L) : Map.of());
  }

  Flow averagePool(Flow x) {
    Flow y = levels(name("average"), Activation.NONE, x.channels);
    Map<String, Object> window =
        Map.of("kernel_shape", List.of(2L, 2L), "strides", List.of(2L, 2L));
    return curve("AveragePool", x, y, window);
  }

  private Flow curve(String operator, Flow x, Flow y, Map<String, Object> attributes) {
    if (!style.isOperators()) {
      String real = file.node(operator, List.of(real(x)), y.name + "_real", attributes);
      return end(real, y, Activation.NONE);
    }
    List<String> operands = new ArrayList<>(x.operands());
    operands.addAll(y.operands().subList(1, 3));
    file.node("com.microsoft.QLinear" + operator, operands, y.name, attributes);
    return y;
  }

  Flow maxPool(Flow x) {
    Map<String, Object> window =
        Map.of("kernel_shape", List.of(2L, 2L), "strides", List.of(2L, 2L));
    return moved("MaxPool", x, x.channels, window);
  }

  Flow flatten(Flow x, int columns) {
    return moved("Flatten", x, columns, Map.of("axis", 1L));
  }

  Flow depthToSpace(Flow x) {
    return moved("DepthToSpace", x, x.channels / 4, Map.of("blocksize", 2L, "mode", "CRD"));
  }

  Flow twiceAsLarge(Flow x) {
    Map<String, Object> attributes =
        Map.of(
            "mode", "nearest",
            "coordinate_transformation_mode", "asymmetric",
            "nearest_mode", "floor");
    String scales = file.floats(name("scales"), 1, 1, 2, 2);
    String none = file.initializer(name("roi"), Tensor.f32(Shape.of(0)));
    return moved("Resize", x, x.channels, attributes, none, scales);
  }

  /** An operator whose result has the quantization of its operand. */
  private Flow moved(
      String operator, Flow x, int channels, Map<String, Object> attributes, String... others) {
    Flow y = new Flow(name("moved"), x.scaleName, x.zeroName, x.scale, channels);
    List<String> operands = new ArrayList<>();
    operands.add(style.isOperators() ? x.name : real(x));
    operands.addAll(List.of(others));
    if (style.isOperators()) {
      file.node(operator, operands, y.name, attributes);
      return y;
    }
    return quantize(file.node(operator, operands, y.name + "_real", attributes), y);
  }

  Flow concat(Flow... parts) {
    int channels = 0;
    for (Flow part : parts) {
      channels += part.channels;
    }
    Flow y = levels(name("concat"), Activation.NONE, channels);
    Map<String, Object> axis = Map.of("axis", 1L);
    if (!style.isOperators()) {
      List<String> operands = List.of(parts).stream().map(this::real).toList();
      return end(file.node("Concat", operands, y.name + "_real", axis), y, Activation.NONE);
    }
    List<String> operands = new ArrayList<>(y.operands().subList(1, 3));
    List.of(parts).forEach(part -> operands.addAll(part.operands()));
    file.node("com.microsoft.QLinearConcat", operands, y.name, axis);
    return y;
  }

  void output(Flow x) {
    file.output(real(x));
  }

  void softmaxOutput(Flow x) {
    file.output(file.node("Softmax", List.of(real(x)), "y", Map.of("axis", 1L)));
  }

  /** The activation, where the operator before had none of its own, and the quantizer. */
  private Flow end(String real, Flow y, Activation activation) {
    if (activation == Activation.NONE) {
      return quantize(real, y);
    }
    String before = real;
    if (style.form() == Form.QDQ_BEFORE_RELU) {
      Flow wide = levels(y.name + "_before", Activation.NONE, y.channels);
      before = real(quantize(real, wide));
    }
    List<String> operands = new ArrayList<>(List.of(before));
    if (activation == Activation.RELU6) {
      operands.add(file.floats(y.name + "_low", 0));
      operands.add(file.floats(y.name + "_high", SIX));
    }
    String operator = activation == Activation.RELU6 ? "Clip" : "Relu";
    return quantize(file.node(operator, operands, y.name + "_activated"), y);
  }

  private Flow quantize(String real, Flow y) {
    file.node("QuantizeLinear", List.of(real, y.scaleName, y.zeroName), y.name);
    return y;
  }

  private String real(Flow x) {
    return file.node("DequantizeLinear", x.operands(), name(x.name + "_real"));
  }

  private NetworkWeight weight(String name, Shape shape, int axis, Activation activation) {
    double gain = activation == Activation.NONE ? 1 : Math.sqrt(2);
    return NetworkWeight.draw(file, random, style, name, shape, axis, gain);
  }

  /** Levels for numbers of deviation 1, or for what an activation leaves of more than that. */
  private Flow levels(String name, Activation activation, int channels) {
    float reach = REACH * (0.8f + 0.4f * random.nextFloat());
    return switch (activation) {
      case NONE -> levels(name, 2 * reach / LEVELS, LEVELS / 2 + random.nextInt(9), channels);
      case RELU -> levels(name, 1.5f * reach / LEVELS, 0, channels);
      case RELU6 -> levels(name, SIX / LEVELS, 0, channels);
    };
  }

  private Flow levels(String name, float scale, int zeroFromLeast, int channels) {
    Flow levels = new Flow(name, name + "_scale", name + "_zero", scale, channels);
    file.floats(levels.scaleName, scale);
    file.initializer(
        levels.zeroName,
        Tensor.scalar(style.activations(), style.activations().minimum() + zeroFromLeast));
    return levels;
  }

  private String name(String stem) {
    return stem + "_" + count++;
  }
}
