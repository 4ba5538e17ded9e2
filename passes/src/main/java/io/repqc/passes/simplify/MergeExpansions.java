package io.repqc.passes.simplify;

import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Slice;
import io.repqc.passes.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Only the last stretching counts; and of what a value is stretched like, only some sizes count,
 * which what it was made of has as well:
 *
 * <pre>{@code
 * expand(expand(x, y, a), z, b)        ->  expand(x, z, b)
 * expand(x, slice(y), dims)            ->  expand(x, y, dims)
 * }</pre>
 */
public final class MergeExpansions implements Rule {
  @Override
  public Optional<Value> apply(Value value, Context context) {
    if (!(value.op() instanceof Expand outer)) {
      return Optional.empty();
    }
    List<Integer> dims = outer.dims();
    List<Integer> sized =
        IntStream.range(0, dims.size()).filter(axis -> dims.get(axis) == 0).boxed().toList();
    Value x = outer.x().op() instanceof Expand inner ? inner.x() : outer.x();
    Value like = sized.isEmpty() ? x : origin(outer.like(), sized);
    Expand merged = new Expand(x, like, dims);
    return merged.equals(outer) || !merged.inferType().equals(value.type())
        ? Optional.empty()
        : Optional.of(Value.of(value.name(), merged));
  }

  /** What a value has the sizes of these axes from, one step back. */
  private static Value origin(Value value, List<Integer> axes) {
    Op op = value.op();
    if (op instanceof Slice slice && axes.stream().noneMatch(slice.axes()::contains)) {
      return slice.x();
    }
    if (op instanceof Concat concat && !axes.contains(concat.axis())) {
      return concat.parts().get(0);
    }
    if (op instanceof Pad pad
        && axes.stream().allMatch(i -> pad.before().get(i) == 0 && pad.after().get(i) == 0)) {
      return pad.x();
    }
    boolean isLike =
        op instanceof Expand expand && axes.stream().allMatch(i -> expand.dims().get(i) == 0);
    return isLike ? ((Expand) op).like() : value;
  }
}
