package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.IrException;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Loops over the result of a resizing. An axis whose places are not simply those of the operand has
 * a table: what each of its taps reads, and by which weight.
 */
final class ResizeAxes {
  private static final int MOST = 6;

  /** One loop: its size, its strides, and its taps, or 0 if it has no table. */
  private record Loop(int size, int x, int y, int channel, int taps, int table) {}

  private final List<Loop> loops = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();

  ResizeAxes(Resize resize, View x, View y, List<Integer> channels) {
    for (int axis : Moves.order(y)) {
      List<Sampling.Sample> samples = samples(resize, axis);
      int size = y.shape().dim(axis);
      if (isMoved(samples)) {
        int taps = samples.get(0).indices().length;
        loops.add(new Loop(size, 0, y.stride(axis), channels.get(axis), taps, places.size()));
        samples.forEach(sample -> tabulate(sample, x.stride(axis)));
      } else if (size > 1) {
        loops.add(new Loop(size, x.stride(axis), y.stride(axis), channels.get(axis), 0, 0));
      }
    }
    loops.add(innermost());
    IrException.check(loops.size() <= MOST, "a resizing takes %d loops", loops.size());
    while (loops.size() < MOST) {
      loops.add(0, new Loop(1, 0, 0, 0, 0, 0));
    }
  }

  /** A loop without a table, which becomes the last: what the table says holds for all of it. */
  private Loop innermost() {
    for (int i = loops.size() - 1; i >= 0; i--) {
      if (loops.get(i).taps == 0) {
        return loops.remove(i);
      }
    }
    return new Loop(1, 0, 0, 0, 0, 0);
  }

  private static List<Sampling.Sample> samples(Resize resize, int axis) {
    int own = resize.axes().indexOf(axis);
    return own < 0 ? List.of() : resize.samples(own);
  }

  private static boolean isMoved(List<Sampling.Sample> samples) {
    for (int place = 0; place < samples.size(); place++) {
      Sampling.Sample sample = samples.get(place);
      boolean isItself =
          sample.indices().length == 1 && sample.indices()[0] == place && sample.weights()[0] == 1;
      if (!isItself) {
        return true;
      }
    }
    return false;
  }

  private void tabulate(Sampling.Sample sample, int stride) {
    for (int tap = 0; tap < sample.indices().length; tap++) {
      places.add(sample.indices()[tap] * stride);
      weights.add((int) sample.weights()[tap]);
    }
  }

  Settings settings() {
    return Settings.of("resize_axes")
        .with("sizes", each(Loop::size))
        .with("x", each(Loop::x))
        .with("y", each(Loop::y))
        .with("channel", each(Loop::channel))
        .with("taps", each(Loop::taps))
        .with("table", each(Loop::table));
  }

  private int[] each(ToIntFunction<Loop> field) {
    return loops.stream().mapToInt(field).toArray();
  }

  /** Which elements are read, counted from the first of the operand. */
  int[] places() {
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] weights() {
    return weights.stream().mapToInt(Integer::intValue).toArray();
  }
}
