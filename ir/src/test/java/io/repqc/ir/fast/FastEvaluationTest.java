package io.repqc.ir.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The fast loops against the definitions, on seeded random ops. */
final class FastEvaluationTest {
  private static final FastEvaluation FAST = new FastEvaluation();
  private static final double TOLERANCE = 1e-5;
  private static final float SCALE = 0.1f;
  private static final List<ElementType> INTEGERS =
      List.of(ElementType.I8, ElementType.U8, ElementType.I16, ElementType.I32, ElementType.U32);

  private final Map<Value, Tensor> tensors = new IdentityHashMap<>();
  private boolean quantized;
  private Random random = new Random(0);

  @RepeatedTest(300)
  void convolutions(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());

    check(this::convolution);
  }

  @RepeatedTest(30)
  void convolutionsOfSeveralTiles(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());

    check(
        elements -> {
          Shape kernel = new Shape(dims(3, () -> 1 + random.nextInt(5)));
          Shape x = Shape.of(2, 1, 8, 5 + random.nextInt(9), 12);
          return convolution(elements, x, 2, kernel, Window.plain(3), 1);
        });
  }

  @RepeatedTest(60)
  void convolutionsOfOneWindow(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());

    check(
        elements -> {
          int groups = 1 + random.nextInt(2);
          int kernel = 1 + random.nextInt(3);
          int dilation = 1 + random.nextInt(2);
          int before = random.nextInt(3) - 1;
          int after = (kernel - 1) * (dilation - 1) - before;
          List<Integer> dilations = List.of(1, dilation);
          Window window =
              new Window(List.of(1, 2), dilations, List.of(0, before), List.of(0, after));
          Shape x = Shape.of(size(5), groups * size(3), 2, kernel);
          return convolution(elements, x, groups * 5, Shape.of(2, kernel), window, groups);
        });
  }

  @RepeatedTest(200)
  void transposedConvolutions(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());

    check(this::transposedConvolution, List.of());
  }

  @RepeatedTest(80)
  void linears(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());

    check(
        elements -> {
          int inputs = size(300);
          int outputs = size(560);
          Shape x = random.nextBoolean() ? Shape.of(size(12), inputs) : Shape.of(3, 2, inputs);
          return new Linear(
              input(elements, x),
              input(elements, Shape.of(outputs, inputs)),
              start(elements, outputs));
        });
  }

  @RepeatedTest(80)
  void matrixProducts(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());

    check(
        elements -> {
          int rows = size(50);
          int depth = size(300);
          int columns = random.nextInt(3) == 0 ? 1 : size(70);
          Shape left = batched(rows, depth);
          Shape right = batched(depth, columns);
          return new MatMul(input(elements, left), input(elements, right));
        });
  }

  @RepeatedTest(300)
  void pools(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    boolean largest = random.nextBoolean();
    ElementType elements =
        largest && random.nextBoolean()
            ? INTEGERS.get(random.nextInt(INTEGERS.size()))
            : ElementType.F32;
    Op pool = pool(largest ? PoolFunction.MAX : PoolFunction.AVERAGE, elements);

    assertEquals(pool.evaluate(tensors::get), FAST.evaluate(pool, tensors::get), pool::toString);
  }

  @RepeatedTest(300)
  void poolsOfQuantizedNumbers(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    quantized = true;
    PoolFunction function = random.nextBoolean() ? PoolFunction.MAX : PoolFunction.AVERAGE;
    Op pool = pool(function, random.nextBoolean() ? ElementType.U8 : ElementType.I8);

    Optional<Tensor> expected = ifDefined(() -> pool.evaluate(tensors::get));

    assertEquals(expected, ifDefined(() -> FAST.evaluate(pool, tensors::get)), pool::toString);
  }

  /** An average of no quantized elements has no integer. */
  private static Optional<Tensor> ifDefined(Supplier<Tensor> evaluation) {
    try {
      return Optional.of(evaluation.get());
    } catch (IrException e) {
      return Optional.empty();
    }
  }

  @Test
  void largestOfNumbersThatAreNone() {
    Value x = input(ElementType.F32, Shape.of(1, 1, 6));
    tensors.put(x, Tensor.f32(x.shape(), 1, Float.NaN, 3, Float.NaN, -0f, 0f));
    Window window = Window.plain(1);
    Op pool = new Pool(PoolFunction.MAX, x, List.of(2), window, false, false);

    assertEquals(pool.evaluate(tensors::get), FAST.evaluate(pool, tensors::get));
  }

  @Test
  void largestOfIntegersThatAreNoFloats() {
    Value x = input(ElementType.I32, Shape.of(1, 1, 2));
    tensors.put(x, Tensor.generateIntegers(x.type(), i -> (1 << 24) + i));
    Op pool = new Pool(PoolFunction.MAX, x, List.of(2), Window.plain(1), false, false);

    assertEquals((1 << 24) + 1, FAST.evaluate(pool, tensors::get).integer(0));
  }

  @Test
  void infinitiesStayWhereTheyAre() {
    Value x = input(ElementType.F32, Shape.of(1, 129));
    Value weight = input(ElementType.F32, Shape.of(2, 129));
    Value bias = input(ElementType.F32, Shape.of(2));
    tensors.put(x, Tensor.fill(x.type(), 1));
    tensors.put(bias, Tensor.fill(bias.type(), 1));
    tensors.put(weight, Tensor.generate(weight.type(), i -> i == 1 ? Double.POSITIVE_INFINITY : 1));
    Op linear = new Linear(x, weight, bias);

    assertEquals(linear.evaluate(tensors::get), FAST.evaluate(linear, tensors::get));
  }

  @Test
  void bordersOutOfProportionStayWithTheDefinition() {
    int far = 1_000_000_000;
    List<Integer> one = List.of(1);
    Window window = new Window(one, List.of(far), List.of(far), List.of(0));
    Convolution convolution =
        new Convolution(
            input(ElementType.F32, Shape.of(1, 1, 4)),
            input(ElementType.F32, Shape.of(1, 1, 2)),
            input(ElementType.F32, Shape.of(1)),
            window,
            1);

    assertFalse(Geometry.of(convolution).isCompact());
    assertEquals(convolution.evaluate(tensors::get), FAST.evaluate(convolution, tensors::get));
  }

  @Test
  void longSumsOfTheLargestIntegersAreExact() {
    for (long number : new long[] {255, -255, 256, Short.MIN_VALUE, Integer.MIN_VALUE, 46341}) {
      Value x = input(ElementType.I32, Shape.of(2, 2001));
      Value weight = input(ElementType.I32, Shape.of(3, 2001));
      Value bias = input(ElementType.I32, Shape.of(3));
      tensors.put(x, Tensor.generateIntegers(x.type(), i -> number));
      tensors.put(weight, Tensor.generateIntegers(weight.type(), i -> 255 - i % 2));
      Op linear = new Linear(x, weight, bias);

      assertEquals(linear.evaluate(tensors::get), FAST.evaluate(linear, tensors::get));
    }
  }

  @Test
  void sumsDoNotDependOnTheThreads() {
    Shape x = Shape.of(2, 40, 31, 17);
    Op op = convolution(ElementType.F32, x, 70, Shape.of(3, 3), Window.plain(2), 1);

    Tensor many = FAST.evaluate(op, tensors::get);
    Tensor one = new ForkJoinPool(1).submit(() -> FAST.evaluate(op, tensors::get)).join();

    assertEquals(many, one);
  }

  private Op transposedConvolution(ElementType elements) {
    int rank = 1 + random.nextInt(3);
    int groups = 1 + random.nextInt(3);
    int outputs = 1 + random.nextInt(4);
    int[] longest = {0, 200, 12, 5};
    Window window = window(rank);
    List<Integer> before = dims(rank, () -> random.nextInt(3) - 1);
    List<Integer> after = dims(rank, () -> random.nextInt(3) - 1);
    Window border = new Window(window.strides(), window.dilations(), before, after);
    List<Integer> x = new ArrayList<>(List.of(size(3), groups * (1 + random.nextInt(4))));
    x.addAll(dims(rank, () -> 2 + random.nextInt(longest[rank])));
    List<Integer> weight = new ArrayList<>(List.of(x.get(1), outputs));
    weight.addAll(dims(rank, () -> 1 + random.nextInt(4)));
    return new TransposedConvolution(
        input(elements, new Shape(x)),
        input(elements, new Shape(weight)),
        start(elements, groups * outputs),
        border,
        dims(rank, () -> random.nextInt(2)),
        groups);
  }

  /** Floats within tolerance of the definition, integers of all kinds equal to it. */
  private void check(Function<ElementType, Op> op) {
    check(op, INTEGERS);
  }

  private void check(Function<ElementType, Op> op, List<ElementType> integerTypes) {
    Op floats = op.apply(ElementType.F32);
    Tensor expected = floats.evaluate(tensors::get);
    Tensor magnitudes = floats.evaluate(value -> magnitudes(tensors.get(value)));
    Tensor found = FAST.evaluate(floats, tensors::get);
    for (int i = 0; i < expected.count(); i++) {
      double error = Math.abs(expected.number(i) - found.number(i));
      assertTrue(error <= TOLERANCE * magnitudes.number(i), i + " of " + floats);
    }
    if (!integerTypes.isEmpty()) {
      Op integers = op.apply(integerTypes.get(random.nextInt(integerTypes.size())));
      assertEquals(
          integers.evaluate(tensors::get),
          FAST.evaluate(integers, tensors::get),
          integers::toString);
    }
    quantized = true;
    Op steps = op.apply(random.nextBoolean() ? ElementType.U8 : ElementType.I8);
    assertEquals(steps.evaluate(tensors::get), FAST.evaluate(steps, tensors::get), steps::toString);
  }

  private static Tensor magnitudes(Tensor tensor) {
    return Tensor.generate(tensor.type(), i -> Math.abs(tensor.number(i)));
  }

  private Op convolution(ElementType elements) {
    int rank = 1 + random.nextInt(3);
    int groups = 1 + random.nextInt(random.nextBoolean() ? 1 : 8);
    int channels = groups * (random.nextBoolean() ? 1 : size(6));
    int outputChannels = groups * (random.nextBoolean() ? 1 : size(40 / groups));
    Shape kernel = new Shape(dims(rank, () -> 1 + random.nextInt(4)));
    Shape x = spatial(rank, channels);
    return convolution(elements, x, outputChannels, kernel, window(rank), groups);
  }

  private Op convolution(
      ElementType elements, Shape x, int outputChannels, Shape kernel, Window window, int groups) {
    List<Integer> weight = new ArrayList<>(List.of(outputChannels, x.dim(1) / groups));
    weight.addAll(kernel.dims());
    return new Convolution(
        input(elements, x),
        input(elements, new Shape(weight)),
        start(elements, outputChannels),
        window,
        groups);
  }

  private Op pool(PoolFunction function, ElementType elements) {
    int rank = 1 + random.nextInt(3);
    boolean countPadding = function == PoolFunction.AVERAGE && random.nextBoolean();
    return new Pool(
        function,
        input(elements, spatial(rank, size(4))),
        dims(rank, () -> 1 + random.nextInt(4)),
        window(rank),
        random.nextBoolean(),
        countPadding);
  }

  private Shape spatial(int rank, int channels) {
    List<Integer> dims = new ArrayList<>(List.of(size(3), channels));
    int[] longest = {0, 700, 24, 8};
    dims.addAll(dims(rank, () -> size(longest[rank])));
    return new Shape(dims);
  }

  private Window window(int rank) {
    return new Window(
        dims(rank, () -> 1 + random.nextInt(3)),
        dims(rank, () -> 1 + random.nextInt(3)),
        dims(rank, () -> random.nextInt(6) - 2),
        dims(rank, () -> random.nextInt(6) - 2));
  }

  private Shape batched(int rows, int columns) {
    return switch (random.nextInt(4)) {
      case 0 -> Shape.of(rows, columns);
      case 1 -> Shape.of(2, 1, rows, columns);
      case 2 -> Shape.of(3, rows, columns);
      default -> Shape.of(2, 3, rows, columns);
    };
  }

  /** From one to {@code largest}, rarely none. */
  private int size(int largest) {
    return random.nextInt(40) == 0 ? 0 : 1 + random.nextInt(largest);
  }

  private static List<Integer> dims(int rank, Supplier<Integer> dim) {
    return Stream.generate(dim).limit(rank).toList();
  }

  /** What sums begin with: sums of quantized numbers are of i32, some in a finer unit. */
  private Value start(ElementType elements, int count) {
    if (!quantized || random.nextBoolean()) {
      return input(quantized ? ElementType.I32 : elements, Shape.of(count));
    }
    double unit = Math.scalb((double) SCALE * SCALE, -random.nextInt(6));
    return input(
        new TensorType(ElementType.I32, Shape.of(count), Quantization.sums(List.of(unit), 0)));
  }

  private TensorType type(ElementType elements, Shape shape) {
    if (!quantized || elements == ElementType.I32) {
      return new TensorType(elements, shape);
    }
    int zeroPoint = (int) elements.minimum() + random.nextInt(256);
    return new TensorType(elements, shape, Levels.full(elements, SCALE, zeroPoint).quantization());
  }

  /** Numbers of all magnitudes: small ones, and up to the ends of the type. */
  private Value input(ElementType elements, Shape shape) {
    return input(type(elements, shape));
  }

  private Value input(TensorType type) {
    ElementType elements = type.elementType();
    Value value = Value.of("x" + tensors.size(), new Input(type, false));
    int shift = 64 - 1 - random.nextInt(elements.bits());
    Tensor tensor =
        elements.isFloat()
            ? Tensor.generate(value.type(), i -> random.nextGaussian())
            : Tensor.generateIntegers(value.type(), i -> random.nextLong() >> shift);
    tensors.put(value, tensor);
    return value;
  }
}
