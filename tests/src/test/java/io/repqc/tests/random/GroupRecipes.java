package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What is computed of whole rows, planes or channels. */
final class GroupRecipes {
  private static final int SHIFT_REACH = 1 << 24;

  private GroupRecipes() {}

  /** The mean of each channel, mostly. */
  static Value mean(IntegerSketch net, Value x) {
    boolean isGlobal = net.chance().coin() && x.shape().rank() > 2;
    List<Integer> axes =
        isGlobal
            ? IntStream.range(2, x.shape().rank()).boxed().toList()
            : net.chance().axes(0, x.shape().rank());
    return reduce(net, x, ReduceFunction.MEAN, axes);
  }

  static Value sum(IntegerSketch net, Value x) {
    return reduce(net, x, ReduceFunction.SUM, net.chance().axes(0, x.shape().rank()));
  }

  static Value extreme(IntegerSketch net, Value x) {
    ReduceFunction function = net.chance().coin() ? ReduceFunction.MAX : ReduceFunction.MIN;
    return reduce(net, x, function, net.chance().axes(1, x.shape().rank()));
  }

  private static Value reduce(
      IntegerSketch net, Value x, ReduceFunction function, List<Integer> axes) {
    return net.add(new Reduce(function, x, axes, net.chance().coin()));
  }

  static Value softmax(IntegerSketch net, Value x) {
    int last = x.shape().rank() - 1;
    int axis = net.chance().coin() ? last : net.chance().between(0, last);
    return net.add(new Softmax(x, axis, false));
  }

  /** Over the last axes, or over all of a plane. */
  static Value normalize(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    int rank = x.shape().rank();
    int first = chance.between(Math.min(2, rank - 1), rank - 1);
    List<Integer> axes = IntStream.range(first, rank).boxed().toList();
    boolean isByChannel = first >= 2 && chance.coin();
    Shape shape = isByChannel ? channelsOf(x) : tailOf(x, first);
    Value gain = gain(net, shape);
    double epsilon = chance.one(1e-5, 1e-3, 1e-12);
    double unit = Normalize.resultScale(x, gain, axes, epsilon);
    Quantization sums = Quantization.sums(List.of(unit), 0);
    Value shift =
        net.stored(
            Tensor.generateIntegers(
                new TensorType(ElementType.I32, shape, sums),
                i -> chance.between(-SHIFT_REACH, SHIFT_REACH)));
    return net.add(new Normalize(x, gain, shift, axes, epsilon));
  }

  private static Value gain(IntegerSketch net, Shape shape) {
    Chance chance = net.chance();
    ElementType storage = chance.coin() ? ElementType.I16 : ElementType.I8;
    int most = (int) storage.maximum();
    double scale = (float) (chance.real(0.5, 2) / most);
    Quantization levels = new Quantization(List.of(scale), List.of(0), 0, -most, most);
    return net.stored(Draws.any(chance, new TensorType(storage, shape, levels)));
  }

  private static Shape channelsOf(Value x) {
    List<Integer> dims = new ArrayList<>(List.of(x.type().dim(1)));
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      dims.add(1);
    }
    return new Shape(dims);
  }

  private static Shape tailOf(Value x, int first) {
    return new Shape(x.shape().dims().subList(first, x.shape().rank()));
  }
}
