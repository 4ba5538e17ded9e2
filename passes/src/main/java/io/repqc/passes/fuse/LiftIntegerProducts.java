package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reshape;
import io.repqc.passes.Rule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Integer products whose sums are scaled afterwards become products of what the integers stand for:
 *
 * <pre>{@code
 * mul(cast(linear(sub(cast(q), z), w, b)), c)
 *     ->  linear(dequantize(q, s, z), dequantize(w, c/s), dequantize(b, c))
 * }</pre>
 *
 * where q was quantized with the scale s.
 */
public final class LiftIntegerProducts implements Rule {
  private static final Value NONE =
      Value.of("zero", new Constant(Tensor.scalar(ElementType.I32, 0)));

  @Override
  public Optional<Value> apply(Value value, Context context) {
    if (!(value.op() instanceof Binary binary)
        || binary.function() != BinaryFunction.MUL
        || !value.elementType().isFloat()) {
      return Optional.empty();
    }
    return lifted(value, binary.left(), binary.right())
        .or(() -> lifted(value, binary.right(), binary.left()));
  }

  private static Optional<Value> lifted(Value value, Value sums, Value factor) {
    if (!(sums.op() instanceof Cast cast) || !isProduct(cast.x()) || factor.shape().count() != 1) {
      return Optional.empty();
    }
    Value steps = OpSchema.operands(cast.x().op()).get(0);
    boolean isShifted = steps.op() instanceof Binary b && b.function() == BinaryFunction.SUB;
    Value wide = isShifted ? ((Binary) steps.op()).left() : steps;
    Value zeroPoint = isShifted ? ((Binary) steps.op()).right() : NONE;
    return wide.op() instanceof Cast levels
        ? quantizer(levels.x())
            .map(
                quantizer ->
                    new Lift(value.name(), factor, quantizer.scale())
                        .of(cast.x(), levels.x(), zeroPoint))
        : Optional.empty();
  }

  private static boolean isProduct(Value value) {
    return value.elementType() == ElementType.I32
        && (value.op() instanceof Convolution || value.op() instanceof Linear);
  }

  /** What made these integers, before they were moved. */
  private static Optional<Quantize> quantizer(Value value) {
    Value source = value;
    while (Moves.isCopy(source.op()) && Moves.carriers(source.op()).size() == 1) {
      source = Moves.carriers(source.op()).get(0);
    }
    return source.op() instanceof Quantize quantize && quantize.scale().shape().count() == 1
        ? Optional.of(quantize)
        : Optional.empty();
  }

  /** A product of real numbers of this name, whose sums have the scale {@code sums}. */
  private record Lift(String name, Value sums, Value x) {
    Lift {
      sums = scalar(name + ".scale", sums);
      x = scalar(name + ".x.scale", x);
    }

    private static Value scalar(String name, Value value) {
      return value.shape().rank() == 0 ? value : Value.of(name, new Reshape(value, List.of()));
    }

    /** Of a product's three operands the first is given by {@code levels}. */
    Value of(Value product, Value levels, Value zeroPoint) {
      List<Value> operands = OpSchema.operands(product.op());
      Value weight = Value.of(name + ".weight.scale", new Binary(BinaryFunction.DIV, sums, x));
      Map<Value, Value> reals = new IdentityHashMap<>();
      reals.put(operands.get(0), real(".x", levels, x, zeroPoint));
      reals.put(operands.get(1), real(".weight", operands.get(1), weight, NONE));
      reals.put(operands.get(2), real(".bias", operands.get(2), sums, NONE));
      return Value.of(name, OpSchema.mapOperands(product.op(), reals::get));
    }

    private Value real(String suffix, Value integers, Value scale, Value zeroPoint) {
      return Value.of(name + suffix, new Dequantize(integers, scale, zeroPoint, 0));
    }
  }
}
