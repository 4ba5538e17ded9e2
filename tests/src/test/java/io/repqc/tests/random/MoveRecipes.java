package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;

/** Ops whose elements are those of their operands, elsewhere. */
final class MoveRecipes {
  private static final int WIDEST_BORDER = 3;

  private MoveRecipes() {}

  static Value transpose(IntegerSketch net, Value x) {
    return net.add(new Transpose(x, net.chance().permutation(x.shape().rank())));
  }

  /** Flat behind the batch, or one axis cut in two, or two made one. */
  static Value reshape(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    int axis = chance.between(1, dims.size() - 1);
    int kind = chance.between(0, 2);
    if (kind == 0 || dims.size() > 4 || dims.size() < 3 && kind == 2) {
      return net.add(new Reshape(x, List.of(dims.get(0), -1)));
    }
    if (kind == 1) {
      int part = chance.divisor(dims.get(axis));
      dims.set(axis, dims.get(axis) / part);
      dims.add(axis, part);
    } else {
      int last = dims.remove(dims.size() - 1);
      dims.set(dims.size() - 1, dims.get(dims.size() - 1) * last);
    }
    return net.add(new Reshape(x, dims));
  }

  static Value slice(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    List<Integer> axes = chance.axes(1, x.shape().rank());
    List<Integer> starts = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int axis : axes) {
      int size = x.type().dim(axis);
      int step = chance.oneIn(3) ? chance.between(1, 3) : 1;
      int count = chance.between(1, (size + step - 1) / step);
      int start = chance.between(0, size - 1 - (count - 1) * step);
      boolean isBackward = chance.oneIn(6);
      starts.add(isBackward ? start + (count - 1) * step : start);
      counts.add(count);
      steps.add(isBackward ? -step : step);
    }
    return net.add(new Slice(x, axes, starts, counts, steps));
  }

  /** Along any axis but the batch, and of any mode; the constant is that for zero, as a rule. */
  static Value pad(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    PadMode mode = chance.oneIn(3) ? chance.one(PadMode.values()) : PadMode.CONSTANT;
    List<Integer> before = new ArrayList<>(List.of(0));
    List<Integer> after = new ArrayList<>(List.of(0));
    for (int axis = 1; axis < x.shape().rank(); axis++) {
      boolean isPadded = chance.coin();
      int least = chance.oneIn(6) && x.type().dim(axis) > 2 ? -1 : 0;
      int most = Math.min(WIDEST_BORDER, x.type().dim(axis) - 1);
      before.add(isPadded ? chance.between(least, Math.max(least, most)) : 0);
      after.add(isPadded ? chance.between(least, Math.max(least, most)) : 0);
    }
    int zero = x.type().quantization().zeroPoint(0);
    int least = x.type().quantization().minimum();
    int fill = chance.oneIn(4) ? least : Math.max(zero, least);
    return net.add(new Pad(mode, x, before, after, mode == PadMode.CONSTANT ? fill : 0));
  }

  /** Whole images twice, channels in another order, or rows of a table. */
  static Value gather(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    int axis = chance.between(0, x.shape().rank() - 1);
    int size = x.type().dim(axis);
    Shape shape =
        chance.oneIn(4)
            ? Shape.SCALAR
            : chance.oneIn(4)
                ? Shape.of(chance.between(1, 3), chance.between(1, 4))
                : Shape.of(chance.between(1, 2 * size));
    Tensor indices =
        Tensor.generateIntegers(
            new TensorType(ElementType.I64, shape), i -> chance.between(-size, size - 1));
    return net.add(new Gather(x, net.stored(indices), axis));
  }

  static Value expand(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      boolean isOne = x.type().dim(axis) == 1;
      dims.add(isOne ? chance.between(1, 5) : chance.coin() ? 0 : x.type().dim(axis));
    }
    return net.add(new Expand(x, x, dims));
  }

  static Value depthToSpace(IntegerSketch net, Value x) {
    int block = x.type().dim(1) % 9 == 0 ? 3 : 2;
    return net.add(new DepthToSpace(x, block, net.chance().coin()));
  }

  /** With parts of itself, or with another value that fits. */
  static Value concat(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    int axis = chance.coin() ? 1 : chance.between(0, x.shape().rank() - 1);
    List<Value> parts = new ArrayList<>(List.of(x));
    int count = chance.between(1, 3);
    for (int i = 0; i < count; i++) {
      parts.add(
          chance.between(0, parts.size()),
          chance.coin() ? part(net, x, axis) : other(net, x, axis));
    }
    return net.add(new Concat(parts, axis));
  }

  private static Value part(IntegerSketch net, Value x, int axis) {
    int size = x.type().dim(axis);
    int count = net.chance().between(1, size);
    int start = net.chance().between(0, size - count);
    return net.add(Slice.along(x, axis, start, count));
  }

  private static Value other(IntegerSketch net, Value x, int axis) {
    List<Value> fitting =
        net.levels().stream()
            .filter(value -> value.shape().rank() == x.shape().rank())
            .filter(value -> value.shape().with(axis, 1).equals(x.shape().with(axis, 1)))
            .toList();
    IrException.check(!fitting.isEmpty(), "nothing beside %s", x);
    return ElementRecipes.onLevelsOf(net, x, net.chance().one(fitting));
  }
}
