package io.repqc.compiler.evaluate;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.OptionalDouble;

/**
 * How far an output of one network is from that of another: the largest difference and the root of
 * the mean square of all, both as shares of the range of what is expected; and of how many items
 * the largest number is in the same place, if an item is a list of numbers.
 */
public record OutputError(
    String output, double largest, double rootMeanSquare, OptionalDouble agreement) {

  public static OutputError of(String output, Tensor expected, Tensor found) {
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < expected.count(); i++) {
      double difference = Math.abs(expected.number(i) - found.number(i));
      largest = Math.max(largest, difference);
      squares += difference * difference;
    }
    double range = range(expected);
    double mean = Math.sqrt(squares / Math.max(1, expected.count()));
    return new OutputError(output, largest / range, mean / range, agreement(expected, found));
  }

  private static double range(Tensor tensor) {
    DoubleSummaryStatistics numbers = Arrays.stream(tensor.toNumbers()).summaryStatistics();
    double range = numbers.getMax() - numbers.getMin();
    return range > 0 ? range : 1;
  }

  private static OptionalDouble agreement(Tensor expected, Tensor found) {
    Shape shape = expected.shape();
    if (shape.rank() != 2 || shape.dim(1) < 2 || shape.dim(0) == 0) {
      return OptionalDouble.empty();
    }
    int same = new ClassAxis(1, shape.dim(1), 1).agreeing(expected, found, shape.dim(0));
    return OptionalDouble.of((double) same / shape.dim(0));
  }
}
