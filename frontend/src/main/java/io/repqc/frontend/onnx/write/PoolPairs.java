package io.repqc.frontend.onnx.write;

import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Window;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Max pools and the indices of their results, which one node of ONNX gives together. */
final class PoolPairs {
  private record Place(Value x, List<Integer> size, Window window, boolean ceil, boolean indices) {
    Place other() {
      return new Place(x, size, window, ceil, !indices);
    }
  }

  private final Map<Value, Value> partners = new IdentityHashMap<>();

  PoolPairs(Graph graph) {
    Map<Place, Value> single = new HashMap<>();
    for (Value value : graph.values()) {
      place(value)
          .ifPresent(
              place -> {
                Value partner = single.remove(place.other());
                if (partner == null) {
                  single.put(place, value);
                } else {
                  partners.put(value, partner);
                  partners.put(partner, value);
                }
              });
    }
  }

  private static Optional<Place> place(Value value) {
    if (value.op() instanceof Pool pool && pool.function() == PoolFunction.MAX) {
      return Optional.of(new Place(pool.x(), pool.size(), pool.window(), pool.ceil(), false));
    }
    return value.op() instanceof PoolIndices found
        ? Optional.of(new Place(found.x(), found.size(), found.window(), found.ceil(), true))
        : Optional.empty();
  }

  Optional<Value> partner(Value value) {
    return Optional.ofNullable(partners.get(value));
  }
}
