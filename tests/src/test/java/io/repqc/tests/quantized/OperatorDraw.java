package io.repqc.tests.quantized;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random model of one quantized operator in the making. A third of the models have powers of two
 * as scales, so that many numbers lie exactly between two integers.
 */
final class OperatorDraw {
  private static final double LEVELS = 255;
  private static final double DEVIATION = LEVELS / Math.sqrt(12);
  private static final double REACH = 5;

  private final OnnxSketch sketch = new OnnxSketch();
  private final Random random;
  private final boolean hasTies;
  private Product product;
  private boolean isEqualAtTies;
  private double error;

  OperatorDraw(long seed) {
    random = new Random(seed);
    hasTies = random.nextInt(3) == 0;
  }

  /** A tensor of 8-bit integers by name, with the names and the numbers of its quantization. */
  record Levels(String name, ElementType type, Shape shape, List<Float> scales, int zeroPoint) {

    /** The operands that name it: integers, scale, zero point. */
    List<String> operands() {
      return List.of(name, name + "_scale", name + "_zero");
    }

    float scale() {
      return scales.get(0);
    }
  }

  /** The scales of a sum of products and of what it is rounded to. */
  record Product(float left, List<Float> right, int channelAxis, float result) {}

  OnnxSketch sketch() {
    return sketch;
  }

  /** Whether ties are rounded as ours are: to even, and the zero point is added afterwards. */
  boolean isEqualAtTies() {
    return isEqualAtTies;
  }

  /** Where the result may be off by one. */
  Rounding rounding() {
    return product == null ? Rounding.ofFloats(error) : Rounding.ofProduct(product);
  }

  /** The integer form of the operator is defined to come within {@code levels} of the input. */
  void mayBeOff(double levels) {
    error = levels;
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean flip() {
    return random.nextBoolean();
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  ElementType type() {
    return pick(ElementType.U8, ElementType.I8);
  }

  /** A weight of this type goes with activations of {@code type}: s8 does with both. */
  ElementType weightType(ElementType type) {
    return type == ElementType.U8 ? type() : ElementType.I8;
  }

  /** A shape of a batch, channels and {@code spatial} sizes. */
  Shape image(int channels, int spatial) {
    List<Integer> dims = new ArrayList<>(List.of(between(1, 2), channels));
    for (int i = 0; i < spatial; i++) {
      dims.add(between(5, 9));
    }
    return new Shape(dims);
  }

  List<Long> longs(int count, int least, int most) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add((long) between(least, most));
    }
    return numbers;
  }

  /** The model's input: integers of all sizes, which come as floats through a quantizer. */
  Levels input(String name, ElementType type, Shape shape) {
    Levels levels = declare(name, type, shape, List.of(scale(0.02)), between(-20, 20));
    Tensor example =
        Tensor.generate(
            new TensorType(ElementType.F32, shape),
            i -> levels.scale() * (double) (any(type) - levels.zeroPoint()));
    String floats = sketch.input(name + "_float", example);
    sketch.node("QuantizeLinear", List.of(floats, name + "_scale", name + "_zero"), name);
    return levels;
  }

  /**
   * Constants with one scale, or one for each index of the first or the last axis. Signed ones lie
   * within 64 of zero: products of u8 by s8, which ONNX Runtime adds in pairs of 16 bits where a
   * machine has no instruction for four, then do not overflow.
   */
  Levels weight(String name, ElementType type, Shape shape, int scaleCount) {
    List<Float> scales = new ArrayList<>();
    for (int i = 0; i < scaleCount; i++) {
      scales.add(scale(0.01));
    }
    int offset = type == ElementType.I8 ? 0 : between(-20, 20);
    Levels levels = declare(name, type, shape, scales, offset);
    TensorType constant = new TensorType(type, shape);
    sketch.initializer(
        name,
        Tensor.generateIntegers(
            constant, i -> type == ElementType.I8 ? between(-64, 64) : any(type)));
    return levels;
  }

  /** Biases in the unit of the products, which move results by some levels. */
  String bias(String name, int count, int terms) {
    int most = (int) (DEVIATION * DEVIATION * Math.sqrt(terms));
    return sketch.initializer(
        name,
        Tensor.generateIntegers(
            new TensorType(ElementType.I32, Shape.of(count)), i -> between(-most, most)));
  }

  /** The same in floats, through a dequantizer of its own. */
  String realBias(Levels x, Levels weight, int count, int terms) {
    int scales = weight.scales().size();
    float[] units = new float[scales];
    for (int i = 0; i < scales; i++) {
      units[i] = x.scale() * weight.scales().get(i);
    }
    bias("bias", count, terms);
    return sketch.node(
        "DequantizeLinear",
        List.of("bias", sketch.floats("bias_scale", units)),
        "bias_real",
        Map.of("axis", 0L));
  }

  /** Biases of that size that were never quantized. */
  String floatBias(Levels x, Levels weight, int count, int terms) {
    double deviation = x.scale() * weight.scale() * DEVIATION * DEVIATION * Math.sqrt(terms);
    TensorType type = new TensorType(ElementType.F32, Shape.of(count));
    return sketch.initializer(
        "bias", Tensor.generate(type, i -> deviation * random.nextGaussian()));
  }

  /** The quantization of a sum of {@code terms} products, which it holds without much clipping. */
  Levels result(Levels left, Levels right, int terms, int channelAxis) {
    double deviation = left.scale() * right.scale() * DEVIATION * DEVIATION * Math.sqrt(terms);
    Levels result = result(left.type(), REACH * deviation / LEVELS);
    isEqualAtTies = true;
    product = new Product(left.scale(), right.scales(), channelAxis, result.scale());
    return result;
  }

  /** The quantization of a product of two numbers. */
  Levels productResult(Levels left, Levels right) {
    Levels result = result(left, right, 1, 0);
    isEqualAtTies = false;
    return result;
  }

  /** A result that keeps the quantization of {@code x}. */
  Levels same(Levels x) {
    sketch.floats("y_scale", x.scale());
    sketch.initializer("y_zero", Tensor.scalar(x.type(), x.zeroPoint()));
    return new Levels("y", x.type(), Shape.SCALAR, x.scales(), x.zeroPoint());
  }

  /** The quantization of the model's result, called {@code y}. */
  Levels result(ElementType type, double scale) {
    return declare("y", type, Shape.SCALAR, List.of(scale(scale)), between(-20, 20));
  }

  /** The quantization of a result between 0 and 1. */
  Levels unitResult(ElementType type) {
    return declare(
        "y", type, Shape.SCALAR, List.of(1 / 256f), (int) (type.minimum() - middle(type)));
  }

  /** The operator on its own quantized operands; what follows {@code y} makes floats of it. */
  void operator(
      String operator, List<String> operands, Levels result, Map<String, Object> attributes) {
    sketch.node(operator, operands, result.name(), attributes);
    sketch.output(real(result));
  }

  /** The float operator between dequantizers and a quantizer. */
  void between(
      String operator, List<String> operands, Levels result, Map<String, Object> attributes) {
    product = null;
    isEqualAtTies = false;
    String y = sketch.node(operator, operands, "y_real", attributes);
    sketch.node("QuantizeLinear", List.of(y, "y_scale", "y_zero"), "y");
    sketch.output(real(result));
  }

  /** The name of the floats that integers stand for. */
  String real(Levels levels) {
    return real(levels, levels.name() + "_dequantized", 0);
  }

  /** The same for integers whose scales run along {@code axis}. */
  String real(Levels levels, String name, long axis) {
    return sketch.node(
        "DequantizeLinear",
        levels.operands(),
        name,
        levels.scales().size() == 1 ? Map.of() : Map.of("axis", axis));
  }

  private Levels declare(
      String name, ElementType type, Shape shape, List<Float> scales, int offset) {
    int zero = (int) middle(type) + offset;
    int count = scales.size();
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = scales.get(i);
    }
    sketch.floats(name + "_scale", numbers);
    Shape zeroShape = count == 1 ? Shape.SCALAR : Shape.of(count);
    sketch.initializer(name + "_zero", Tensor.fill(new TensorType(type, zeroShape), zero));
    return new Levels(name, type, shape, scales, zero);
  }

  private float scale(double around) {
    double scale = around * (0.5 + random.nextDouble());
    return (float) (hasTies ? Math.scalb(1, Math.getExponent(scale)) : scale);
  }

  private long any(ElementType type) {
    return type.minimum() + random.nextInt((int) (type.maximum() - type.minimum() + 1));
  }

  private static long middle(ElementType type) {
    return (type.minimum() + type.maximum() + 1) / 2;
  }
}
