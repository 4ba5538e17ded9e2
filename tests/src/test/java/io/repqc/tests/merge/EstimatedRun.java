package io.repqc.tests.merge;

import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Op;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A run of a block of at most 3x3 taps, with all its branches, in which every BatchNorm normalises
 * by estimates from the patches (im2col) of the block's input: the kernel up to the BatchNorm is
 * what the block answers to single ones, the patches' elements count as uncorrelated.
 */
final class EstimatedRun {
  private static final int SIDE = 3;
  private static final int TAPS = SIDE * SIDE;

  private record Statistics(Tensor mean, Tensor variance) {}

  private final Tensor input;
  private final int channels;
  private final int size;
  private final Map<String, Statistics> statistics = new HashMap<>();

  private EstimatedRun(Tensor input) {
    this.input = input;
    this.channels = input.shape().dim(1);
    this.size = input.shape().dim(2);
  }

  static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) {
    String name = model.graph().inputs().get(0).name();
    EstimatedRun run = new EstimatedRun(inputs.get(name));
    Tensor ones = run.singleOnes();
    run.evaluate(model.withBatch(ones.shape().dim(0)), Map.of(name, ones));
    return run.evaluate(model, inputs);
  }

  /** Nothing, then each tap around the centre of each channel alone. */
  private Tensor singleOnes() {
    Shape shape = input.shape().with(0, 1 + channels * TAPS);
    double[] ones = new double[shape.count()];
    for (int element = 0; element < channels * TAPS; element++) {
      int y = size / 2 - 1 + element % TAPS / SIDE;
      int x = size / 2 - 1 + element % SIDE;
      ones[(((1 + element) * channels + element / TAPS) * size + y) * size + x] = 1;
    }
    return Tensor.of(input.elementType(), shape, ones);
  }

  private Map<String, Tensor> evaluate(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, this::evaluate).run(inputs);
  }

  private Tensor evaluate(Op op, Function<Value, Tensor> operands) {
    if (!(op instanceof BatchNorm norm)) {
      return op.evaluate(operands);
    }
    Statistics own =
        statistics.computeIfAbsent(
            norm.mean().name(), name -> estimate(norm, operands.apply(norm.x())));
    return norm.evaluate(
        value -> {
          if (value == norm.mean()) {
            return own.mean();
          }
          return value == norm.variance() ? own.variance() : operands.apply(value);
        });
  }

  private Statistics estimate(BatchNorm norm, Tensor answers) {
    int outputs = answers.shape().dim(1);
    double[] mean = new double[outputs];
    double[] variance = new double[outputs];
    for (int output = 0; output < outputs; output++) {
      double bias = centre(answers, 0, output);
      mean[output] = bias;
      for (int element = 0; element < channels * TAPS; element++) {
        double tap = centre(answers, 1 + element, output) - bias;
        double[] read = column(element, answers.shape().dim(2));
        double average = Arrays.stream(read).average().orElseThrow();
        double spread =
            Arrays.stream(read).map(x -> (x - average) * (x - average)).average().orElseThrow();
        mean[output] += tap * average;
        variance[output] += tap * tap * spread;
      }
    }
    return new Statistics(
        Tensor.of(norm.mean().type(), mean), Tensor.of(norm.variance().type(), variance));
  }

  private static double centre(Tensor answers, int image, int channel) {
    int side = answers.shape().dim(2);
    int plane = image * answers.shape().dim(1) + channel;
    return answers.number((plane * side + side / 2) * side + side / 2);
  }

  /** What one element of a patch is at every position of every image: a column of im2col. */
  private double[] column(int element, int positions) {
    int stride = positions == size ? 1 : 2;
    return IntStream.range(0, input.shape().dim(0) * positions * positions)
        .mapToDouble(
            i -> {
              int y = i / positions % positions * stride + element % TAPS / SIDE - 1;
              int x = i % positions * stride + element % SIDE - 1;
              boolean inside = y >= 0 && y < size && x >= 0 && x < size;
              int plane = i / positions / positions * channels + element / TAPS;
              return inside ? input.number((plane * size + y) * size + x) : 0;
            })
        .toArray();
  }
}
