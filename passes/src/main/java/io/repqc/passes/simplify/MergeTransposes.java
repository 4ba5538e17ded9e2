package io.repqc.passes.simplify;

import io.repqc.ir.Value;
import io.repqc.ir.op.Transpose;
import io.repqc.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Two permutations are one:
 *
 * <pre>{@code
 * transpose(transpose(x, p), q)  ->  transpose(x, p after q)
 * }</pre>
 */
public final class MergeTransposes implements Rule {
  @Override
  public Optional<Value> apply(Value value, Context context) {
    if (!(value.op() instanceof Transpose outer && outer.x().op() instanceof Transpose inner)) {
      return Optional.empty();
    }
    List<Integer> composed = outer.permutation().stream().map(inner.permutation()::get).toList();
    return Optional.of(Value.of(value.name(), new Transpose(inner.x(), composed)));
  }
}
