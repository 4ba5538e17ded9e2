package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Einsum, compared with what it is defined as: a sum over all labels that the result has not. */
final class ImportEinsumTest {
  private static final String LABELS = "abcd";
  private static final Tensor SQUARE = Tensor.f32(Shape.of(2, 2), 1, 2, 3, 4);
  private static final Tensor ROWS = Tensor.f32(Shape.of(2, 3), 1, 10, 100, 2, 20, 200);

  @Test
  void anyEquationIsWhatItSays() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int[] sizes = random.ints(LABELS.length(), 1, 4).toArray();
      List<String> terms =
          IntStream.rangeClosed(0, random.nextInt(3))
              .mapToObj(i -> labels(random, random.nextInt(4)))
              .collect(Collectors.toCollection(ArrayList::new));
      String all = String.join("", terms);
      String result =
          LABELS
              .chars()
              .filter(label -> all.indexOf(label) >= 0 && random.nextBoolean())
              .mapToObj(Character::toString)
              .sorted((left, right) -> random.nextInt(3) - 1)
              .collect(Collectors.joining());
      String equation = String.join(", ", terms) + " -> " + result;
      List<Tensor> operands =
          terms.stream().map(term -> numbers(random, shape(term, sizes))).toList();
      OneNode node = new OneNode(12, "Einsum").with("equation", equation);
      operands.forEach(x -> (random.nextBoolean() ? node.input(x) : node.constant(x)).outputs(1));

      double[] expected = definition(terms, result, sizes, operands);
      assertArrayEquals(expected, node.run().get(0).toNumbers(), 1e-5, equation);
    }
  }

  private static String labels(Random random, int count) {
    return random
        .ints(count, 0, LABELS.length())
        .mapToObj(i -> LABELS.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static Shape shape(String labels, int[] sizes) {
    return new Shape(labels.chars().mapToObj(label -> sizes[LABELS.indexOf(label)]).toList());
  }

  private static Tensor numbers(Random random, Shape shape) {
    float[] numbers = new float[shape.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(9) - 4;
    }
    return Tensor.f32(shape, numbers);
  }

  private static double[] definition(
      List<String> terms, String result, int[] sizes, List<Tensor> operands) {
    double[] sums = new double[shape(result, sizes).count()];
    String all = String.join("", terms);
    int[] bounds =
        IntStream.range(0, sizes.length)
            .map(i -> all.indexOf(LABELS.charAt(i)) < 0 ? 1 : sizes[i])
            .toArray();
    for (int place = 0; place < Arrays.stream(bounds).reduce(1, (a, b) -> a * b); place++) {
      int[] at = new int[sizes.length];
      int left = place;
      for (int i = 0; i < at.length; i++) {
        at[i] = left % bounds[i];
        left /= bounds[i];
      }
      double product = 1;
      for (int i = 0; i < terms.size(); i++) {
        product *= operands.get(i).number(offset(terms.get(i), sizes, at));
      }
      sums[offset(result, sizes, at)] += product;
    }
    return sums;
  }

  private static int offset(String labels, int[] sizes, int[] at) {
    int offset = 0;
    for (int label : labels.chars().map(LABELS::indexOf).toArray()) {
      offset = offset * sizes[label] + at[label];
    }
    return offset;
  }

  @Test
  void whatTheResultHasFollowsIfItIsNotSaid() {
    new OneNode(12, "Einsum").with("equation", "ba").input(ROWS).gives(1, 2, 10, 20, 100, 200);
    new OneNode(12, "Einsum").with("equation", "ii").input(SQUARE).gives(5);
    new OneNode(12, "Einsum")
        .with("equation", "ij,jk")
        .input(SQUARE)
        .input(ROWS)
        .gives(5, 50, 500, 11, 110, 1100);
  }

  @Test
  void dotsStandForAxesThatBroadcast() {
    Tensor two = Tensor.f32(Shape.of(2, 1, 2), 1, 2, 3, 4);
    Tensor three = Tensor.f32(Shape.of(3, 2), 1, 0, 0, 1, 1, 1);

    new OneNode(12, "Einsum")
        .with("equation", "...i,...i->...")
        .input(two)
        .input(three)
        .gives(1, 2, 3, 3, 4, 7);
    new OneNode(12, "Einsum").with("equation", "...ii->...i").input(SQUARE).gives(1, 4);
  }

  @Test
  void aProductByAParameterIsALinearLayer() {
    OneNode node = new OneNode(12, "Einsum").with("equation", "bi,io->bo");

    assertInstanceOf(Linear.class, node.input(SQUARE).constant(ROWS).value().op());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ij->ii", "i...->i", "i.j->ij", "ij->->i"})
  void refusesWhatDoesNotSayWhereAxesGo(String equation) {
    new OneNode(12, "Einsum").with("equation", equation).input(SQUARE).problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ij->ik | the equation 'ij->ik' does not say where each axis goes",
        "ij,jk->ik | the equation 'ij,jk->ik' is for 2 operands, the node has 1",
        "ijk->i | 'ijk' does not label the axes of a value of rank 2",
        "ii->i | axes 'i' have the sizes 2 and 3"
      })
  void namesWhatDoesNotFit(String equation, String message) {
    assertEquals(
        message, new OneNode(12, "Einsum").with("equation", equation).input(ROWS).problem());
  }
}
