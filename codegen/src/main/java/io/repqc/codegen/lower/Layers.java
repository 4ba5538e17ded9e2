package io.repqc.codegen.lower;

import io.repqc.codegen.lower.Finish.Addition;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Tensor;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.TransposedConvolution;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Divides a network into layers: each op takes along what one kernel can do to its sums. */
final class Layers {
  private final Function<Value, Tensor> constants;
  private final Uses uses;
  private final Map<Value, Layer> layers = new IdentityHashMap<>();

  private Layers(Graph graph, Function<Value, Tensor> constants) {
    this.constants = constants;
    this.uses = graph.uses();
  }

  /** In an order in which each reads what those before it gave. */
  static List<Layer> of(Graph graph, Function<Value, Tensor> constants) {
    Layers all = new Layers(graph, constants);
    graph
        .select(value -> constants.apply(value) == null && !(value.op() instanceof Input))
        .forEach(value -> all.layers.put(value, all.endingWith(value)));
    return graph.values().stream().map(all.layers::get).filter(Objects::nonNull).toList();
  }

  /** The layer that ends with this value, and takes in the one before it if it can. */
  private Layer endingWith(Value value) {
    if (value.op() instanceof Requantize) {
      return added(value).orElseGet(() -> rounded(value, ((Requantize) value.op()).x()));
    }
    if (value.op() instanceof RequantizeLeaky) {
      return rounded(value, ((RequantizeLeaky) value.op()).x());
    }
    return lookedUp(value).orElseGet(() -> new Layer(value, Finish.none(value), constants));
  }

  /** A rounding of sums that nothing else reads is part of their layer. */
  private Layer rounded(Value value, Value sums) {
    Layer before = layers.get(sums);
    Layer alone = new Layer(value, Finish.rounded(value), constants);
    boolean absorbs =
        before != null
            && sums.elementType() == ElementType.I32
            && uses.count(sums) == 1
            && before.finish().isSums()
            && makesSums(before.op())
            && Finishing.channelAxis(alone).map(axis -> finishesAlong(before, axis)).orElse(true);
    if (!absorbs) {
      return alone;
    }
    layers.remove(sums);
    return new Layer(before.source(), Finish.rounded(value), constants);
  }

  /** Whether the kernels of an op can finish sums by other factors along this axis. */
  private static boolean finishesAlong(Layer layer, int axis) {
    Op op = layer.op();
    if (op instanceof Linear || op instanceof MatMul) {
      return axis == layer.source().type().rank() - 1;
    }
    boolean isImage =
        op instanceof Convolution || op instanceof TransposedConvolution || op instanceof Pool;
    return !isImage || axis == 1;
  }

  /** Other ops only move sums that are there. */
  private static boolean makesSums(Op op) {
    boolean takesLevels = OpSchema.operands(op).get(0).elementType() != ElementType.I32;
    return op instanceof ScaledSum
        || takesLevels && !(op instanceof Lookup) && !(op instanceof Select);
  }

  private Optional<Layer> lookedUp(Value value) {
    if (!(value.op() instanceof Lookup) || value.elementType().bits() != Byte.SIZE) {
      return Optional.empty();
    }
    Value x = ((Lookup) value.op()).x();
    return product(x).map(layer -> takeIn(layer, layer.finish().lookedUp(value)));
  }

  /** The addition of a product's levels to one other tensor becomes the end of that layer. */
  private Optional<Layer> added(Value value) {
    Value sum = ((Requantize) value.op()).x();
    if (!(sum.op() instanceof ScaledSum) || uses.count(sum) > 1) {
      return Optional.empty();
    }
    ScaledSum addition = (ScaledSum) sum.op();
    for (int own = addition.terms().size() == 2 ? 1 : -1; own >= 0; own--) {
      Value other = addition.terms().get(1 - own);
      Optional<Layer> layer = product(addition.terms().get(own));
      if (layer.isPresent()
          && other.elementType() != ElementType.I32
          && other.shape().equals(sum.shape())
          && layer.get().result().shape().equals(sum.shape())
          && constants.apply(other) == null) {
        layers.remove(sum);
        List<Integer> multipliers = addition.multipliers();
        Addition added = new Addition(other, multipliers.get(own), multipliers.get(1 - own), value);
        return Optional.of(takeIn(layer.get(), layer.get().finish().added(added)));
      }
    }
    return Optional.empty();
  }

  private Layer takeIn(Layer layer, Finish finish) {
    layers.remove(layer.result());
    return new Layer(layer.source(), finish, constants);
  }

  /** The layer of these levels, if it is a sum of products that is rounded for one reader. */
  private Optional<Layer> product(Value levels) {
    return Optional.ofNullable(layers.get(levels))
        .filter(layer -> uses.count(levels) == 1 && layer.finish().isLevels())
        .filter(layer -> layer.op() instanceof Convolution || layer.op() instanceof Linear);
  }
}
