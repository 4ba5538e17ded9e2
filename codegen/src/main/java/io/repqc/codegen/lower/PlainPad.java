package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.Value;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A border: along each axis the result is cut into runs whose elements lie equally far apart in the
 * operand, and each box that runs of all axes cross in is copied.
 */
final class PlainPad implements Kernel {
  /** Elements of a result from {@code start} on, and where those of the operand lie. */
  private record Run(int start, int from, int step, int count) {}

  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Pad;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Pad pad = (Pad) layer.op();
    View y = code.view(layer.result());
    if (pad.mode() == PadMode.CONSTANT) {
      fill(y, pattern(layer.result(), pad.fill(), code), code);
    }
    if (pad.x().shape().count() > 0) {
      copy(pad, 0, code.view(pad.x()), y, code);
    }
  }

  private static void copy(Pad pad, int axis, View x, View y, Code code) {
    if (axis == x.shape().rank()) {
      Moves.copy(x, y, code);
      return;
    }
    for (Run run : runs(pad, axis, y.shape().dim(axis))) {
      View from = x.part(axis, run.from(), run.step(), run.count());
      copy(pad, axis + 1, from, y.part(axis, run.start(), 1, run.count()), code);
    }
  }

  /** Runs of a constant are left out. */
  private static List<Run> runs(Pad pad, int axis, int size) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < size; ) {
      int from = source(pad, axis, i);
      int next = i + 1 < size ? source(pad, axis, i + 1) : from;
      int step = from < 0 || next < 0 ? 0 : next - from;
      int count = 1;
      while (i + count < size && source(pad, axis, i + count) == from + count * step) {
        count++;
      }
      if (from >= 0) {
        runs.add(new Run(i, from, step, count));
      }
      i += count;
    }
    return runs;
  }

  private static int source(Pad pad, int axis, int index) {
    return pad.mode().source(index - pad.before().get(axis), pad.x().type().dim(axis));
  }

  private static void fill(View y, int pattern, Code code) {
    Settings settings =
        Moves.axes(y, Map.of("y", y.strides()))
            .in(Settings.of("fill"))
            .with("bytes", y.elements().bytes())
            .with("pattern", pattern);
    code.call("fill", settings, y.pointer());
  }

  private static int pattern(Value value, double number, Code code) {
    return code.storage().elements(value.type()) == Elements.FLOAT
        ? Float.floatToRawIntBits((float) number)
        : code.stored(value, (int) number);
  }
}
