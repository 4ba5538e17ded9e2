package io.repqc.tests.nativecode;

import io.repqc.codegen.Port;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.List;

/** Tensors as they lie in the memory of who calls a generated model. */
public record PortBytes(Port port) {
  public byte[] of(Tensor tensor) {
    return tensor.pick(tensor.shape(), sources()).toBytes();
  }

  public Tensor tensor(byte[] bytes) {
    int[] sources = sources();
    int[] places = new int[sources.length];
    for (int i = 0; i < places.length; i++) {
      places[sources[i]] = i;
    }
    Tensor asItLies = Tensor.fromBytes(port.type(), bytes);
    return asItLies.pick(asItLies.shape(), places);
  }

  public int count() {
    return port.type().shape().count() * width();
  }

  int width() {
    return port.type().elementType().bits() / 8;
  }

  /** Which element of the tensor lies first, second and so on. */
  private int[] sources() {
    Shape shape = port.type().shape();
    List<Integer> order = port.order();
    int[] sources = new int[shape.count()];
    int run = sources.length;
    for (int axis : order) {
      int size = shape.dim(axis);
      int stride = shape.count(axis + 1, shape.rank());
      run /= Math.max(1, size);
      for (int i = 0; i < sources.length; i++) {
        sources[i] += i / run % size * stride;
      }
    }
    return sources;
  }
}
