package io.repqc.passes.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
  private static final int IMAGES = 13;
  private static final int IMAGE = 4 * 9 * 9;

  private final Random random = new Random(3);
  private final Model model = network();
  private final Tensor images = draw(Shape.of(IMAGES, 4, 9, 9));

  @Test
  void observesWhatItIsAskedInTheOrderOfTheGraph() {
    Set<String> names = Set.of("out", "x", "weight", "relu");

    Map<String, Distribution> found =
        Calibration.run(model, v -> names.contains(v.name()), batches(4), done -> {});

    assertEquals(List.of("x", "relu", "out"), List.copyOf(found.keySet()));
    assertEquals(IMAGES * IMAGE, found.get("x").count());
    assertEquals(Range.covering(least(images), largest(images)), found.get("x").range());
    assertEquals(0, found.get("relu").range().low());
  }

  @Test
  void theBatchSizeChangesNothing() {
    Map<String, Distribution> whole = observe(IMAGES);
    for (int batch : new int[] {1, 2, 5}) {
      Map<String, Distribution> parts = observe(batch);
      whole.forEach(
          (name, distribution) -> {
            for (RangeMethod method : RangeMethod.values()) {
              Integers integers = Integers.affine(ElementType.U8);
              assertEquals(
                  method.range(distribution, integers), method.range(parts.get(name), integers));
            }
          });
    }
  }

  @Test
  void tellsHowManyImagesHaveBeenRun() {
    List<Integer> done = new ArrayList<>();

    Calibration.run(model, value -> true, batches(5), done::add);

    assertEquals(List.of(5, 10, 13), done);
  }

  @Test
  void saysWhereNumbersCeaseToBeNumbers() {
    images.floats()[6 * IMAGE + 40] = 1e37f;

    ModelException e = assertThrows(ModelException.class, () -> observe(4));

    assertEquals(
        "value \"square\": some of its numbers are NaN or infinite for the inputs 5 to 8 of the"
            + " calibration data; look for such numbers in these inputs and for weights that make"
            + " the network overflow",
        e.getMessage().replaceFirst("[1-9][0-9]* of", "some of"));
  }

  @Test
  void saysWhichInputIsMissing() {
    assertThrows(
        ModelException.class,
        () -> Calibration.run(model, value -> true, List.of(Map.of()), done -> {}));
  }

  private Map<String, Distribution> observe(int batch) {
    return Calibration.run(model, value -> true, batches(batch), done -> {});
  }

  /** Dense and depthwise convolutions, a square of their numbers, a mean and a linear layer. */
  private Model network() {
    Value x = Value.of("x", new Input(TensorType.f32(1, 4, 9, 9), true));
    Value magnitude = Value.of("magnitude", new Unary(UnaryFunction.ABS, x));
    Value dense = convolution("dense", magnitude, Shape.of(6, 4, 3, 3), 1);
    Value relu = Value.of("relu", Clamp.relu(dense));
    Value depthwise = convolution("depthwise", relu, Shape.of(6, 1, 3, 3), 6);
    Value square = Value.of("square", new Binary(BinaryFunction.MUL, depthwise, depthwise));
    Value mean = Value.of("mean", new Reduce(ReduceFunction.MEAN, square, List.of(2, 3), false));
    Value out = Value.of("out", new Linear(mean, draw("weight", 5, 6), draw("bias", 5)));
    return new Model(new Graph("net", List.of(x), List.of(new Output("out", out))), Map.of());
  }

  private Value convolution(String name, Value x, Shape weight, int groups) {
    Value bias = draw(name + ".bias", weight.dim(0));
    Value taps = Value.of(name + ".weight", new Constant(draw(weight)));
    return Value.of(name, new Convolution(x, taps, bias, Window.plain(2), groups));
  }

  private Value draw(String name, int... dims) {
    return Value.of(name, new Constant(draw(Shape.of(dims))));
  }

  private Tensor draw(Shape shape) {
    return Tensor.generate(new TensorType(ElementType.F32, shape), i -> random.nextGaussian());
  }

  private Iterable<Map<String, Tensor>> batches(int size) {
    List<Map<String, Tensor>> batches = new ArrayList<>();
    for (int from = 0; from < IMAGES; from += size) {
      int first = from * IMAGE;
      TensorType type = TensorType.f32(Math.min(size, IMAGES - from), 4, 9, 9);
      batches.add(Map.of("x", Tensor.generate(type, i -> images.number(first + i))));
    }
    return batches;
  }

  private static double least(Tensor tensor) {
    return Arrays.stream(tensor.toNumbers()).min().orElseThrow();
  }

  private static double largest(Tensor tensor) {
    return Arrays.stream(tensor.toNumbers()).max().orElseThrow();
  }
}
