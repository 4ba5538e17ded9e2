package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import java.util.List;

/** Integers within bounds: no less than the lower one, then no more than the upper one. */
final class PlainClamp implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Clamp;
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return true;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Clamp clamp = (Clamp) layer.op();
    View y = code.view(layer.result());
    View low = bound("low", clamp.low(), clamp.x(), code);
    Extremes.call(true, code.view(clamp.x()), low, y, code);
    if (clamp.high() < clamp.x().elementType().maximum()) {
      Extremes.call(false, y, bound("high", clamp.high(), clamp.x(), code), y, code);
    }
  }

  private static View bound(String role, double bound, Value x, Code code) {
    ElementType type = x.elementType();
    long within = Math.max(type.minimum(), Math.min(type.maximum(), (long) bound));
    Elements elements = code.storage().elements(x.type());
    Object stored = code.storage().pack(x.type(), new int[] {(int) within});
    Pointer pointer = code.constant(role, elements, stored);
    return new View(pointer.place(), 0, elements, Shape.SCALAR, List.of(), 0);
  }
}
