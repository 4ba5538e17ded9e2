package io.repqc.passes.fuse;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Unary;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Functions of the single elements of one 8-bit value, however they are composed: every path to
 * what they are computed of leads to that value or to one number. The very ops, evaluated on all of
 * its 256 integers, make the entries of a table.
 */
final class Curves {
  static final int WIDTH = 8;

  private final Twins twins;
  private final Map<Value, Optional<Value>> bases = new IdentityHashMap<>();
  private final Set<Value> inner = Collections.newSetFromMap(new IdentityHashMap<>());

  Curves(Twins twins) {
    this.twins = twins;
  }

  /** The twin whose single elements {@code value} is a function of, if it is a curve. */
  Optional<Value> base(Value value) {
    Optional<Value> start = start(value);
    return inner.contains(value) ? start : Optional.empty();
  }

  /** The curve {@code value} of {@code base} as a table of what {@code levels} hold. */
  Value table(Value value, Value base, Levels levels, String name) {
    Map<Value, Value> cone = new IdentityHashMap<>();
    Tensor entries = evaluate(new Encode(rebuilt(value, all(base), cone), levels));
    return lookup(base, entries, name);
  }

  Value lookup(Value base, Tensor entries, String name) {
    return Value.of(name, new Lookup(base, twins.parameter(name + ".table", entries)));
  }

  /** All integers of the type of {@code twin}, on its levels. */
  static Value all(Value twin) {
    TensorType type =
        new TensorType(twin.elementType(), Shape.of(1 << WIDTH), twin.type().quantization());
    long first = twin.elementType().minimum();
    return Value.of("all", new Constant(Tensor.generateIntegers(type, i -> first + i)));
  }

  static Tensor evaluate(Op op) {
    return op.evaluate(operand -> evaluate(operand.op()));
  }

  private static boolean isElementwise(Op op) {
    return op instanceof Unary
        || op instanceof Binary
        || op instanceof Clamp
        || op instanceof Select;
  }

  /** What {@code value} is a curve of; itself if it has 8-bit integers and is none. */
  private Optional<Value> start(Value value) {
    Optional<Value> known = bases.get(value);
    if (known == null) {
      known = isElementwise(value.op()) ? startOfOperands(value) : Optional.empty();
      if (known.isPresent()) {
        inner.add(value);
      } else {
        known = twins.find(value).filter(Curves::isIndex);
      }
      bases.put(value, known);
    }
    return known;
  }

  private static boolean isIndex(Value twin) {
    return twin.elementType().bits() == WIDTH && twin.type().quantization().isUniform();
  }

  private Optional<Value> startOfOperands(Value value) {
    Value common = null;
    for (Value operand : OpSchema.operands(value.op())) {
      if (twins.fixed().holds(operand)) {
        if (!isOneNumber(operand)) {
          return Optional.empty();
        }
        continue;
      }
      Optional<Value> start = start(operand);
      if (start.isEmpty()
          || common != null && start.get() != common
          || !operand.shape().equals(value.shape())) {
        return Optional.empty();
      }
      common = start.get();
    }
    return Optional.ofNullable(common);
  }

  private boolean isOneNumber(Value value) {
    return twins.fixed().numbers(value).isUniform();
  }

  /** The ops of the curve on all integers in the place of its start. */
  private Value rebuilt(Value value, Value all, Map<Value, Value> cone) {
    Value known = cone.get(value);
    if (known == null) {
      known = Value.of(value.name(), rebuiltOp(value, all, cone));
      cone.put(value, known);
    }
    return known;
  }

  private Op rebuiltOp(Value value, Value all, Map<Value, Value> cone) {
    if (twins.fixed().holds(value)) {
      return new Constant(twins.fixed().numbers(value).pick(Shape.SCALAR, new int[1]));
    }
    return inner.contains(value)
        ? OpSchema.mapOperands(value.op(), operand -> rebuilt(operand, all, cone))
        : new Decode(all, value.elementType());
  }
}
