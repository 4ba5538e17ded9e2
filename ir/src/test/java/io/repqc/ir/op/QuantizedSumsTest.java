package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sums of products of quantized operands are the integers that the mathematics says. */
final class QuantizedSumsTest {
  private static final int CASES = 200;

  @Test
  void convolutions() {
    forCases(
        draw -> {
          int rank = draw.between(1, 3);
          int groups = draw.between(1, 3);
          int inputs = groups * draw.between(1, 3);
          int outputs = groups * draw.between(1, 3);
          Value x = draw.bytes(spatial(draw.between(1, 2), inputs, draw, rank, rank == 3 ? 4 : 6));
          Value weight = draw.weight(spatial(outputs, inputs / groups, draw, rank, 3), 0);
          Value bias = draw.bias(outputs);
          Convolution op = new Convolution(x, weight, bias, draw.window(rank), groups);
          check(op, scales(x, weight, 1, 1), convolved(op));
        });
  }

  private static Function<int[], BigInteger> convolved(Convolution op) {
    ExactTensor x = ExactTensor.steps(op.x());
    ExactTensor weight = ExactTensor.steps(op.weight());
    ExactTensor bias = ExactTensor.plain(op.bias());
    int groupInputs = weight.shape().dim(1);
    int groupOutputs = weight.shape().dim(0) / op.groups();
    return index -> {
      BigInteger[] sum = {bias.at(index[1])};
      ExactTensor.forEach(
          op.kernel(),
          tap -> {
            for (int c = 0; c < groupInputs; c++) {
              int channel = index[1] / groupOutputs * groupInputs + c;
              int[] from = ExactTensor.tapped(index[0], channel, index, tap, op.window());
              sum[0] = sum[0].add(x.at(from).multiply(weight.at(join(index[1], c, tap))));
            }
          });
      return sum[0];
    };
  }

  @Test
  void transposedConvolutions() {
    forCases(
        draw -> {
          int rank = draw.between(1, 3);
          int groups = draw.between(1, 3);
          int inputs = groups * draw.between(1, 3);
          int groupOutputs = draw.between(1, 3);
          Value x = draw.bytes(spatial(draw.between(1, 2), inputs, draw, rank, rank == 3 ? 2 : 4));
          Value weight = draw.weight(spatial(inputs, groupOutputs, draw, rank, 3), 1);
          Window plain = draw.window(rank);
          List<Integer> none = Collections.nCopies(rank, 0);
          Window window =
              new Window(
                  plain.strides(),
                  plain.dilations(),
                  none,
                  draw.dims(rank, () -> -draw.between(0, 1)));
          List<Integer> more = draw.dims(rank, () -> draw.between(0, 1));
          Value bias = draw.bias(groups * groupOutputs);
          TransposedConvolution op =
              new TransposedConvolution(x, weight, bias, window, more, groups);
          check(op, scales(x, weight, 1, groups), spread(op));
        });
  }

  /** Every place and tap of the input that meets an element of the result. */
  private static Function<int[], BigInteger> spread(TransposedConvolution op) {
    ExactTensor x = ExactTensor.steps(op.x());
    ExactTensor weight = ExactTensor.steps(op.weight());
    ExactTensor bias = ExactTensor.plain(op.bias());
    int groupOutputs = weight.shape().dim(1);
    int groupInputs = x.shape().dim(1) / op.groups();
    return index -> {
      BigInteger[] sum = {bias.at(index[1])};
      ExactTensor.forEach(
          op.kernel(),
          tap ->
              ExactTensor.forEach(
                  Spatial.of(x.shape()),
                  place -> {
                    int[] from = join(0, 0, place);
                    int[] to = ExactTensor.tapped(index[0], index[1], from, tap, op.window());
                    for (int c = 0; c < groupInputs && Arrays.equals(to, index); c++) {
                      int channel = index[1] / groupOutputs * groupInputs + c;
                      BigInteger factor = x.at(join(index[0], channel, place));
                      int[] with = join(channel, index[1] % groupOutputs, tap);
                      sum[0] = sum[0].add(factor.multiply(weight.at(with)));
                    }
                  }));
      return sum[0];
    };
  }

  @Test
  void linearLayers() {
    forCases(
        draw -> {
          int inputs = draw.between(1, 9);
          int outputs = draw.between(1, 5);
          Value x = draw.bytes(Shape.of(draw.between(1, 3), draw.between(1, 2), inputs));
          Value weight = draw.weight(Shape.of(outputs, inputs), 0);
          Value bias = draw.bias(outputs);
          ExactTensor rows = ExactTensor.steps(x);
          ExactTensor columns = ExactTensor.steps(weight);
          check(
              new Linear(x, weight, bias),
              scales(x, weight, 2, 1),
              index -> {
                BigInteger sum = ExactTensor.plain(bias).at(index[2]);
                for (int k = 0; k < inputs; k++) {
                  BigInteger factor = rows.at(index[0], index[1], k);
                  sum = sum.add(factor.multiply(columns.at(index[2], k)));
                }
                return sum;
              });
        });
  }

  @Test
  void matrixProducts() {
    forCases(
        draw -> {
          int depth = draw.between(1, 6);
          Value left = draw.bytes(Shape.of(draw.between(1, 2) == 1 ? 1 : 3, 2, depth));
          Value right = draw.weight(Shape.of(3, depth, draw.between(1, 4)), 2);
          ExactTensor rows = ExactTensor.steps(left);
          ExactTensor columns = ExactTensor.steps(right);
          check(
              new MatMul(left, right),
              scales(left, right, 2, 1),
              index -> {
                BigInteger sum = BigInteger.ZERO;
                for (int k = 0; k < depth; k++) {
                  BigInteger factor = rows.stretched(index[0], index[1], k);
                  sum = sum.add(factor.multiply(columns.at(index[0], k, index[2])));
                }
                return sum;
              });
        });
  }

  @Test
  void products() {
    forCases(
        draw -> {
          Value left = draw.bytes(broadcast(draw));
          Value right = draw.bytes(broadcast(draw));
          check(
              new Binary(BinaryFunction.MUL, left, right),
              scales(left, right, 0, 1),
              index ->
                  ExactTensor.steps(left)
                      .stretched(index)
                      .multiply(ExactTensor.steps(right).stretched(index)));
        });
  }

  @Test
  void scaledSums() {
    forCases(
        draw -> {
          List<Value> terms = new ArrayList<>();
          List<Integer> multipliers = new ArrayList<>();
          for (int i = draw.between(1, 4); i > 0; i--) {
            terms.add(draw.on(draw.anyLevels(), broadcast(draw)));
            multipliers.add(draw.between(-8000, 8000));
          }
          ScaledSum op = new ScaledSum(terms, multipliers, 0.001);
          check(
              op,
              Quantization.sums(List.of(0.001), 0),
              index ->
                  IntStream.range(0, terms.size())
                      .mapToObj(
                          i ->
                              ExactTensor.steps(terms.get(i))
                                  .stretched(index)
                                  .multiply(BigInteger.valueOf(multipliers.get(i))))
                      .reduce(BigInteger.ZERO, BigInteger::add));
        });
  }

  private static Shape broadcast(Draw draw) {
    return Shape.of(draw.between(1, 2) == 1 ? 1 : 3, 2, draw.between(1, 2) == 1 ? 1 : 4);
  }

  /** The exact products of the scales, along an axis where the right operand has several. */
  private static Quantization scales(Value left, Value right, int axis, int repeats) {
    double first = left.type().quantization().scale(0);
    List<Double> scales = new ArrayList<>();
    List<Double> others = right.type().quantization().scales();
    for (int i = 0; i < (others.size() == 1 ? 1 : repeats); i++) {
      others.forEach(scale -> scales.add(first * scale));
    }
    return Quantization.sums(scales, scales.size() == 1 && axis == 0 ? 0 : axis);
  }

  private static void check(
      Op op, Quantization quantization, Function<int[], BigInteger> definition) {
    Tensor found = Numbers.evaluate(op);
    assertEquals(ElementType.I32, found.elementType());
    assertEquals(quantization.scales(), found.type().quantization().scales());
    assertTrue(
        found.type().quantization().isUniform()
            || found.type().quantization().axis() == quantization.axis());
    assertEquals(List.of(0), found.type().quantization().zeroPoints());
    int[] next = {0};
    ExactTensor.forEach(
        found.shape(),
        index ->
            assertEquals(
                definition.apply(index).intValueExact(), found.integer(next[0]++), op::toString));
  }

  private static void forCases(Consumer<Draw> test) {
    for (int seed = 0; seed < CASES; seed++) {
      test.accept(new Draw(seed));
    }
  }

  private static Shape spatial(int first, int second, Draw draw, int rank, int most) {
    return Spatial.join(first, second, new Shape(draw.dims(rank, () -> draw.between(1, most))));
  }

  private static int[] join(int first, int second, int[] rest) {
    return IntStream.concat(IntStream.of(first, second), IntStream.of(rest)).toArray();
  }
}
