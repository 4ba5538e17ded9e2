package io.repqc.compiler.compare;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How two tensors of one shape agree: the element that comes nearest to the tolerance or passes it
 * by most, if there are elements, and how many pass it. NaN equals NaN, an infinity itself.
 */
public record Comparison(Optional<Element> worst, int differing, int count) {

  /** One element of both tensors. */
  public record Element(List<Integer> index, String expected, String found, double allowed) {
    public Element {
      index = List.copyOf(index);
    }

    @Override
    public String toString() {
      return "at %s: expected %s, found %s, allowed a distance of %s"
          .formatted(index, expected, found, (float) allowed);
    }
  }

  public static Comparison of(Tensor expected, Tensor found, Tolerance tolerance) {
    int worst = -1;
    double most = -1;
    int differing = 0;
    for (int i = 0; i < expected.count(); i++) {
      double allowed = tolerance.allowed(expected.number(i));
      double error = error(expected, found, i);
      if (error > allowed) {
        differing++;
      }
      double share = error == 0 ? 0 : error / allowed;
      if (share > most) {
        worst = i;
        most = share;
      }
    }
    Optional<Element> element =
        worst < 0 ? Optional.empty() : Optional.of(element(expected, found, worst, tolerance));
    return new Comparison(element, differing, expected.count());
  }

  public boolean holds() {
    return differing == 0;
  }

  @Override
  public String toString() {
    return "%d of %d elements differ; the worst %s"
        .formatted(differing, count, worst.map(Element::toString).orElse("is none"));
  }

  private static double error(Tensor expected, Tensor found, int i) {
    if (!expected.elementType().isFloat() && !found.elementType().isFloat()) {
      long wanted = expected.integer(i);
      long given = found.integer(i);
      return wanted == given ? 0 : Math.max(1, Math.abs((double) wanted - given));
    }
    double wanted = expected.number(i);
    double given = found.number(i);
    if (wanted == given || Double.isNaN(wanted) && Double.isNaN(given)) {
      return 0;
    }
    double error = Math.abs(wanted - given);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private static Element element(Tensor expected, Tensor found, int i, Tolerance tolerance) {
    return new Element(
        index(expected.shape(), i),
        text(expected, i),
        text(found, i),
        tolerance.allowed(expected.number(i)));
  }

  private static List<Integer> index(Shape shape, int flat) {
    List<Integer> index = new ArrayList<>();
    int[] strides = shape.strides();
    for (int axis = 0; axis < shape.rank(); axis++) {
      index.add(flat / strides[axis] % shape.dim(axis));
    }
    return index;
  }

  /** As short as its type can hold it. */
  private static String text(Tensor tensor, int i) {
    return switch (tensor.elementType()) {
      case F32, F8E4M3, F8E5M2 -> Float.toString((float) tensor.number(i));
      case F64 -> Double.toString(tensor.number(i));
      case BOOL -> Boolean.toString(tensor.integer(i) != 0);
      case I8, U8, I16, U16, I32, U32, I64, I4, U4, B1 -> Long.toString(tensor.integer(i));
    };
  }
}
