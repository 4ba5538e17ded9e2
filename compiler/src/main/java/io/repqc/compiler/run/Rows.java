package io.repqc.compiler.run;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Whole items of tensors: what lies behind one index of the first axis. */
public final class Rows {
  private Rows() {}

  /** The items from {@code from} up to but not including {@code to}. */
  public static Tensor slice(Tensor tensor, int from, int to) {
    return pick(tensor, IntStream.range(from, to).toArray());
  }

  /** At most {@code most} items, evenly spread over all and in their order. */
  public static Tensor spread(Tensor tensor, int most) {
    int items = tensor.shape().dim(0);
    return items <= most
        ? tensor
        : pick(
            tensor, IntStream.range(0, most).map(i -> (int) ((long) i * items / most)).toArray());
  }

  /** These items, in this order. */
  public static Tensor pick(Tensor tensor, int[] items) {
    Shape shape = tensor.shape();
    int length = shape.count(1, shape.rank());
    Object array = Tensor.allocate(tensor.elementType(), items.length * length);
    for (int i = 0; i < items.length; i++) {
      System.arraycopy(tensor.array(), items[i] * length, array, i * length, length);
    }
    return Tensor.of(tensor.type().with(shape.with(0, items.length)), array);
  }

  /** The items of all parts, one after the other. */
  static Tensor join(List<Tensor> parts) {
    Tensor first = parts.get(0);
    int items = parts.stream().mapToInt(part -> part.shape().dim(0)).sum();
    Object array =
        Tensor.allocate(first.elementType(), parts.stream().mapToInt(Tensor::count).sum());
    int at = 0;
    for (Tensor part : parts) {
      System.arraycopy(part.array(), 0, array, at, part.count());
      at += part.count();
    }
    return Tensor.of(first.type().with(first.shape().with(0, items)), array);
  }
}
