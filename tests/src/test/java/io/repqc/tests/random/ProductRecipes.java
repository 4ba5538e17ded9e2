package io.repqc.tests.random;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Sums of products: layers, and products of activations. */
final class ProductRecipes {
  private static final long MOST_PRODUCTS = 1_500_000;
  private static final int LARGEST_KERNEL = 7;

  private ProductRecipes() {}

  static Value convolution(IntegerSketch net, Value x) {
    return convolution(net, x, 1, net.chance().channels(), window(net, x));
  }

  static Value grouped(IntegerSketch net, Value x) {
    int channels = x.type().dim(1);
    int groups = net.chance().divisor(channels);
    IrException.check(groups > 1 && groups < channels, "%d groups", groups);
    return convolution(net, x, groups, groups * net.chance().between(1, 5), window(net, x));
  }

  /** With one or several results for each channel. */
  static Value depthwise(IntegerSketch net, Value x) {
    int channels = x.type().dim(1);
    int multiplier = net.chance().coin() ? 1 : net.chance().between(2, 4);
    return convolution(net, x, channels, channels * multiplier, window(net, x));
  }

  /** One that keeps the shape, so that its operand can be added to it. */
  static Value keepingShape(IntegerSketch net, Value x) {
    int rank = x.shape().rank() - 2;
    int size = net.chance().one(1, 3, 3, 5);
    List<Integer> ones = Collections.nCopies(rank, 1);
    List<Integer> border = Collections.nCopies(rank, size / 2);
    Sized window =
        new Sized(Collections.nCopies(rank, size), new Window(ones, ones, border, border));
    int channels = x.type().dim(1);
    return convolution(net, x, net.chance().oneIn(4) ? channels : 1, channels, window);
  }

  private record Sized(List<Integer> size, Window window) {}

  private static Value convolution(
      IntegerSketch net, Value x, int groups, int outputs, Sized sized) {
    Shape shape = kernel(outputs, x.type().dim(1) / groups, sized.size);
    int size = shape.count(1, shape.rank());
    check((long) x.shape().count(2, x.shape().rank()) * x.type().dim(0) * size * outputs);
    Weights weights = new Weights(net);
    Value weight = weights.weight(shape, 0);
    Value bias = weights.bias(x, weight, outputs, i -> i / size);
    return net.add(new Convolution(x, weight, bias, sized.window, groups));
  }

  private static Shape kernel(int first, int second, List<Integer> size) {
    List<Integer> dims = new ArrayList<>(List.of(first, second));
    dims.addAll(size);
    return new Shape(dims);
  }

  private static void check(long products) {
    IrException.check(products <= MOST_PRODUCTS, "%d products", products);
  }

  /** A kernel with strides, dilations and a border that differs from side to side. */
  private static Sized window(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    int rank = x.shape().rank() - 2;
    boolean isSquare = chance.coin();
    int side = chance.one(1, 3, 3, chance.between(1, LARGEST_KERNEL));
    List<Integer> size = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    List<Integer> dilations = chance.oneIn(4) ? chance.list(rank, 1, 3) : chance.list(rank, 1, 1);
    for (int axis = 0; axis < rank; axis++) {
      int taps = isSquare ? side : chance.between(1, LARGEST_KERNEL);
      int span = (taps - 1) * dilations.get(axis);
      int missing = Math.max(0, span + 1 - x.type().dim(axis + 2));
      size.add(taps);
      before.add((missing + 1) / 2 + chance.between(chance.oneIn(20) ? -1 : 0, span - span / 3));
      after.add((missing + 1) / 2 + chance.between(0, span - span / 3));
    }
    List<Integer> strides = chance.coin() ? chance.list(rank, 1, 1) : chance.list(rank, 1, 3);
    return new Sized(size, new Window(strides, dilations, before, after));
  }

  static Value transposedConvolution(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    int rank = x.shape().rank() - 2;
    int inputs = x.type().dim(1);
    int groups = chance.oneIn(3) ? chance.divisor(inputs) : 1;
    int outputs = chance.between(1, groups == 1 ? 20 : 3);
    List<Integer> size = chance.list(rank, 1, 4);
    List<Integer> strides = chance.list(rank, 1, 3);
    List<Integer> dilations = chance.oneIn(4) ? chance.list(rank, 1, 2) : chance.list(rank, 1, 1);
    List<Integer> before =
        IntStream.range(0, rank).map(i -> chance.between(0, size.get(i) - 1)).boxed().toList();
    List<Integer> after =
        IntStream.range(0, rank).map(i -> chance.between(0, size.get(i) - 1)).boxed().toList();
    List<Integer> outputPadding =
        IntStream.range(0, rank).map(i -> chance.between(0, strides.get(i) - 1)).boxed().toList();
    Shape shape = kernel(inputs, outputs, size);
    check((long) x.shape().count() * shape.count(1, shape.rank()));
    Weights weights = new Weights(net);
    Value weight = weights.weight(shape, 1);
    int taps = shape.count(2, shape.rank());
    int inputsOfGroup = inputs / groups;
    Value bias =
        weights.bias(
            x,
            weight,
            outputs * groups,
            i -> i / taps / outputs / inputsOfGroup * outputs + i / taps % outputs);
    return net.add(
        new TransposedConvolution(
            x, weight, bias, new Window(strides, dilations, before, after), outputPadding, groups));
  }

  static Value linear(IntegerSketch net, Value x) {
    int inputs = x.type().dim(x.shape().rank() - 1);
    int outputs = net.chance().channels();
    check((long) x.shape().count() * outputs);
    Weights weights = new Weights(net);
    Value weight = weights.weight(Shape.of(outputs, inputs), 0);
    Value bias = weights.bias(x, weight, outputs, i -> i / inputs);
    return net.add(new Linear(x, weight, bias));
  }

  /** By numbers that are held, as layers without a bias are written. */
  static Value heldProduct(IntegerSketch net, Value x) {
    int depth = x.type().dim(x.shape().rank() - 1);
    int columns = net.chance().channels();
    check((long) x.shape().count() * columns);
    return net.add(new MatMul(x, new Weights(net).weight(Shape.of(depth, columns), 1)));
  }

  /** Of activations: with another value that fits, or with itself transposed. */
  static Value product(IntegerSketch net, Value x) {
    int rank = x.shape().rank();
    List<Value> fitting =
        net.levels().stream()
            .filter(other -> other.shape().rank() >= 2)
            .filter(other -> other.type().dim(other.shape().rank() - 2) == x.type().dim(rank - 1))
            .filter(other -> other.shape().rank() == 2 || other.shape().rank() == rank)
            .toList();
    if (!fitting.isEmpty() && net.chance().coin()) {
      return net.add(new MatMul(x, net.chance().one(fitting)));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(order, rank - 2, rank - 1);
    check((long) x.shape().count() * x.type().dim(rank - 2));
    return net.add(new MatMul(x, net.add(new Transpose(x, order))));
  }
}
