package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import java.util.List;

/** What several ops ask of their operands. */
final class Checks {
  private Checks() {}

  static ElementType sameElements(String what, Value first, Value... others) {
    for (Value other : others) {
      IrException.check(
          other.elementType() == first.elementType(),
          "%s: operands differ in type: %s and %s",
          what,
          first,
          other);
    }
    return first.elementType();
  }

  static void isFloat(String what, Value value) {
    IrException.check(value.elementType().isFloat(), "%s: %s is not a float", what, value);
  }

  static void hasShape(String what, Value value, Shape expected) {
    IrException.check(
        value.shape().equals(expected), "%s: found %s, expected shape %s", what, value, expected);
  }

  static void broadcastsTo(String what, Value value, Shape shape) {
    IrException.check(
        Strided.broadcastShape(what, value.shape(), shape).equals(shape),
        "%s: %s does not broadcast to %s",
        what,
        value,
        shape);
  }

  static void isAxis(String what, int axis, int rank) {
    IrException.check(axis >= 0 && axis < rank, "%s: no axis %d in rank %d", what, axis, rank);
  }

  static void areAxes(String what, List<Integer> axes, int rank) {
    axes.forEach(axis -> isAxis(what, axis, rank));
    IrException.check(
        axes.stream().distinct().count() == axes.size(), "%s: axes repeat in %s", what, axes);
  }

  static void hasLength(String what, List<?> list, int length) {
    IrException.check(
        list.size() == length,
        "%s: %d numbers in %s, expected %d",
        what,
        list.size(),
        list,
        length);
  }
}
