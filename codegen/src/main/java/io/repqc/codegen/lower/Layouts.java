package io.repqc.codegen.lower;

import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * In which order the axes of each tensor lie: as they are, or, if the target wants, with the
 * channels last where a spatial op reads or writes it, and where ops that work on each element
 * connect it to such a tensor.
 */
final class Layouts {
  private static final int LEAST_RANK = 3;

  private final Set<Value> channelsLast = Collections.newSetFromMap(new IdentityHashMap<>());

  Layouts(List<Layer> layers, boolean isChannelsLast) {
    if (!isChannelsLast) {
      return;
    }
    for (Layer layer : layers) {
      if (isSpatial(layer)) {
        channelsLast.add(layer.result());
        channelsLast.add(layer.operands().get(0));
      }
    }
    for (int before = -1; before < channelsLast.size(); ) {
      before = channelsLast.size();
      layers.forEach(this::spread);
    }
  }

  /** The axes of a tensor, outermost first. */
  List<Integer> of(Value value) {
    return order(value.type().rank(), channelsLast.contains(value));
  }

  static List<Integer> order(int rank, boolean channelsLast) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    if (channelsLast && rank >= LEAST_RANK) {
      order.add(order.remove(1));
    }
    return order;
  }

  private static boolean isSpatial(Layer layer) {
    return layer.op() instanceof Convolution
        || layer.op() instanceof TransposedConvolution
        || layer.op() instanceof Pool
        || layer.op() instanceof DepthToSpace;
  }

  private void spread(Layer layer) {
    List<Value> alike = new ArrayList<>(layer.operands());
    alike.add(layer.result());
    alike.removeIf(value -> !hasAxesOf(layer, value));
    if (alike.stream().anyMatch(channelsLast::contains)) {
      channelsLast.addAll(alike);
    }
  }

  /** Whether images and channels of an operand, or of the result, are those of the result. */
  private static boolean hasAxesOf(Layer layer, Value value) {
    Shape own = value.shape();
    Shape result = layer.result().shape();
    if (layer.op() instanceof Reshape) {
      return Math.min(own.rank(), result.rank()) >= LEAST_RANK
          && own.dims().subList(0, 2).equals(result.dims().subList(0, 2));
    }
    return !(layer.op() instanceof Transpose) && own.rank() == result.rank();
  }
}
