package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Shapes of the form [batch, channels, spatial axes...]. */
final class Spatial {
  private Spatial() {}

  /** The spatial part of a shape. */
  static Shape of(Shape shape) {
    return new Shape(shape.dims().subList(2, shape.rank()));
  }

  static Shape join(int batch, int channels, Shape spatial) {
    List<Integer> dims = new ArrayList<>(List.of(batch, channels));
    dims.addAll(spatial.dims());
    return new Shape(dims);
  }

  static void checkInput(String what, Value x, Window window) {
    IrException.check(
        x.shape().rank() == window.rank() + 2 && window.rank() >= 1 && window.rank() <= 3,
        "%s: a window of %d axes over %s",
        what,
        window.rank(),
        x);
  }

  static void checkWeight(String what, Value weight, Value x, int groups) {
    IrException.check(
        weight.shape().rank() == x.shape().rank(), "%s: weight %s for %s", what, weight, x);
    IrException.check(
        groups > 0 && x.type().dim(1) % groups == 0 && weight.type().dim(0) % groups == 0,
        "%s: %d groups do not divide the channels of %s and %s",
        what,
        groups,
        x,
        weight);
  }
}
