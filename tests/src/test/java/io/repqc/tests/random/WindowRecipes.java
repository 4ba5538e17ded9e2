package io.repqc.tests.random;

import io.repqc.ir.Value;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.NearestRounding;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Sampling;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pools, and images at other sizes. */
final class WindowRecipes {
  private static final int LARGEST_KERNEL = 5;
  private static final List<Coordinates> COORDINATES =
      List.of(
          Coordinates.HALF_PIXEL,
          Coordinates.PYTORCH_HALF_PIXEL,
          Coordinates.ASYMMETRIC,
          Coordinates.ALIGN_CORNERS,
          Coordinates.HALF_PIXEL_SYMMETRIC);

  private WindowRecipes() {}

  static Value largest(IntegerSketch net, Value x) {
    return pool(net, x, PoolFunction.MAX, false);
  }

  static Value average(IntegerSketch net, Value x) {
    return pool(net, x, PoolFunction.AVERAGE, net.chance().coin());
  }

  private static Value pool(
      IntegerSketch net, Value x, PoolFunction function, boolean countsBorder) {
    Chance chance = net.chance();
    int rank = x.shape().rank() - 2;
    List<Integer> size = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean isPlain = chance.coin();
    for (int axis = 0; axis < rank; axis++) {
      int length = x.type().dim(axis + 2);
      int taps = chance.between(1, Math.min(length, LARGEST_KERNEL));
      size.add(isPlain ? Math.min(2, length) : taps);
      before.add(isPlain ? 0 : chance.between(0, taps / 2));
      after.add(isPlain ? 0 : chance.between(0, taps / 2));
    }
    List<Integer> strides = isPlain ? chance.list(rank, 2, 2) : chance.list(rank, 1, 3);
    List<Integer> dilations =
        !isPlain && chance.oneIn(5) ? chance.list(rank, 1, 2) : chance.list(rank, 1, 1);
    Window window = new Window(strides, dilations, before, after);
    return net.add(new Pool(function, x, size, window, chance.coin(), countsBorder));
  }

  static Value nearest(IntegerSketch net, Value x) {
    return resize(net, x, ResizeMode.NEAREST);
  }

  static Value smooth(IntegerSketch net, Value x) {
    return resize(net, x, net.chance().oneIn(3) ? ResizeMode.CUBIC : ResizeMode.LINEAR);
  }

  private static Value resize(IntegerSketch net, Value x, ResizeMode mode) {
    Chance chance = net.chance();
    boolean isTwice = chance.coin();
    List<Integer> axes = isTwice ? spatial(x) : chance.axes(2, x.shape().rank());
    List<Integer> sizes = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int axis : axes) {
      int length = x.type().dim(axis);
      int size = isTwice ? 2 * length : chance.between(1, 2 * length + 1);
      sizes.add(size);
      scales.add((double) ((float) size / length));
    }
    Sampling sampling =
        new Sampling(
            mode,
            chance.one(COORDINATES),
            chance.one(NearestRounding.values()),
            mode == ResizeMode.CUBIC ? chance.one(-0.75, -0.5) : -0.75,
            mode != ResizeMode.NEAREST && chance.oneIn(4),
            mode != ResizeMode.NEAREST && chance.oneIn(4),
            List.of(),
            0);
    return net.add(new Resize(x, axes, sizes, scales, sampling));
  }

  private static List<Integer> spatial(Value x) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      axes.add(axis);
    }
    return Collections.unmodifiableList(axes);
  }
}
