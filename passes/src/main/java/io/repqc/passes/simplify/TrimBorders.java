package io.repqc.passes.simplify;

import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Slice;
import io.repqc.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is cut off again is not put on first:
 *
 * <pre>{@code
 * slice(pad(x))           ->  pad(slice(x)), with as much of the border as is left
 * slice(concat([x, y]))   ->  concat([slice(x), slice(y)]), without parts of which nothing is left
 * slice(expand(x, dims))  ->  expand(x, fewer dims)
 * }</pre>
 *
 * So of a border that is written over, side by side, only what was written last stays.
 */
public final class TrimBorders implements Rule {
  /** Axis 0 may be the batch. */
  @Override
  public Optional<Value> apply(Value value, Context context) {
    if (!(value.op() instanceof Slice slice)
        || slice.axes().size() != 1
        || slice.axes().get(0) == 0
        || slice.steps().get(0) != 1) {
      return Optional.empty();
    }
    int start = slice.starts().get(0);
    return new Cut(slice.axes().get(0), start, start + slice.counts().get(0), context)
        .of(slice.x())
        .filter(trimmed -> trimmed.type().equals(value.type()));
  }

  /** The elements from {@code start} to before {@code end} of an axis, of any value. */
  private record Cut(int axis, int start, int end, Context context) {

    Optional<Value> of(Value x) {
      if (x.op() instanceof Pad pad && pad.mode() == PadMode.CONSTANT) {
        return of(x, pad);
      }
      if (x.op() instanceof Concat concat) {
        return concat.axis() == axis ? Optional.of(along(x, concat)) : across(x, concat);
      }
      return x.op() instanceof Expand expand ? of(x, expand) : Optional.empty();
    }

    private Optional<Value> of(Value padded, Pad pad) {
      int size = pad.x().type().dim(axis);
      int before = pad.before().get(axis);
      int after = pad.after().get(axis);
      int first = Math.max(0, start - before);
      int last = Math.min(size, end - before);
      if (before < 0 || after < 0 || first >= last) {
        return Optional.empty();
      }
      Pad left =
          new Pad(
              pad.mode(),
              part(pad.x(), first, last),
              with(pad.before(), Math.max(0, before - start)),
              with(pad.after(), Math.max(0, end - before - size)),
              pad.fill());
      return Optional.of(context.named(padded.name(), left));
    }

    private Value along(Value joined, Concat concat) {
      List<Value> parts = new ArrayList<>();
      int at = 0;
      for (Value part : concat.parts()) {
        int size = part.type().dim(axis);
        int first = Math.max(0, start - at);
        int last = Math.min(size, end - at);
        if (first < last) {
          parts.add(part(part, first, last));
        }
        at += size;
      }
      return parts.size() == 1
          ? parts.get(0)
          : context.named(joined.name(), new Concat(parts, axis));
    }

    /** Only where every part is shortened itself, so that there are no more cuts than before. */
    private Optional<Value> across(Value joined, Concat concat) {
      List<Value> parts = concat.parts().stream().flatMap(part -> of(part).stream()).toList();
      return parts.size() == concat.parts().size()
          ? Optional.of(context.named(joined.name(), new Concat(parts, concat.axis())))
          : Optional.empty();
    }

    private Optional<Value> of(Value stretched, Expand expand) {
      int own = axis - (stretched.shape().rank() - expand.x().shape().rank());
      boolean isStretched = own < 0 || expand.x().type().dim(own) == 1;
      return isStretched && expand.dims().get(axis) != 0
          ? Optional.of(
              context.named(
                  stretched.name(),
                  new Expand(expand.x(), expand.like(), with(expand.dims(), end - start))))
          : Optional.empty();
    }

    private Value part(Value x, int first, int last) {
      return first == 0 && last == x.type().dim(axis)
          ? x
          : context.named(x.name(), Slice.along(x, axis, first, last - first));
    }

    private List<Integer> with(List<Integer> numbers, int number) {
      List<Integer> changed = new ArrayList<>(numbers);
      changed.set(axis, number);
      return changed;
    }
  }
}
