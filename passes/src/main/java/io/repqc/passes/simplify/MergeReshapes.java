package io.repqc.passes.simplify;

import io.repqc.ir.Value;
import io.repqc.ir.op.Reshape;
import io.repqc.passes.Rule;
import java.util.Optional;

/**
 * Only the last shape counts:
 *
 * <pre>{@code
 * reshape(reshape(x, a), b)  ->  reshape(x, b)
 * }</pre>
 */
public final class MergeReshapes implements Rule {
  @Override
  public Optional<Value> apply(Value value, Context context) {
    if (!(value.op() instanceof Reshape outer && outer.x().op() instanceof Reshape inner)) {
      return Optional.empty();
    }
    return Optional.of(Value.of(value.name(), new Reshape(inner.x(), outer.dims())));
  }
}
