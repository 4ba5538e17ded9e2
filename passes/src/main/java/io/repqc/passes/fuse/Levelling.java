package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Requantize;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values brought to levels. Bounds become those of the levels; what only moves elements moves them
 * afterwards; a curve becomes a table; sums and other levels are requantized:
 *
 * <pre>{@code
 * quantize(relu(sum))      ->  requantize(sum') within the levels from zero on
 * quantize(reshape(sum))   ->  reshape(requantize(sum'))
 * quantize(sigmoid(x))     ->  lookup(x')
 * }</pre>
 */
final class Levelling {
  private static final String SUFFIX = ".quantized";

  private final Twins twins;
  private final Curves curves;
  private final Map<List<Object>, Value> known = new HashMap<>();

  Levelling(Twins twins) {
    this.twins = twins;
    this.curves = new Curves(twins);
  }

  /** {@code value} on {@code levels}, under this name if it is not there already. */
  Value of(Value value, Levels levels, String name) throws Refusal {
    List<Object> key = List.of(value, levels);
    Value found = known.get(key);
    if (found == null) {
      found = compute(value, levels, name);
      known.put(key, found);
    }
    return found;
  }

  private Value compute(Value value, Levels levels, String name) throws Refusal {
    if (twins.fixed().holds(value)) {
      return constant(value, levels, name);
    }
    if (value.op() instanceof Clamp clamp) {
      return of(clamp.x(), within(levels, clamp), name);
    }
    Optional<Value> twin = twins.find(value);
    if (twin.filter(Twins::isNarrow).isPresent()) {
      Value rescaled = rescaled(twin.get(), levels, name);
      return rescaled == twin.get() && twins.isMadeFor(value) ? renamed(rescaled, name) : rescaled;
    }
    Optional<Value> base = curves.base(value);
    if (base.isPresent()) {
      return curves.table(value, base.get(), levels, name);
    }
    if (twin.isPresent() && !Moves.isMove(value.op())) {
      return Value.of(name, new Requantize(twin.get(), levels, twins.convention()));
    }
    Optional<Value> leaky = new Rectifiers(twins).leaky(value, levels, name);
    if (leaky.isPresent()) {
      return leaky.get();
    }
    return Moves.isMove(value.op())
        ? travelled(value, levels, name)
        : encoded(twins.plain(value), levels, name);
  }

  /** What only a quantizer reads is known by the name of that. */
  private static Value renamed(Value value, String name) {
    return Value.of(name, value.op());
  }

  private static Levels within(Levels levels, Clamp clamp) {
    int highest = levels.nearest(clamp.high());
    return levels.within(Math.min(levels.nearest(clamp.low()), highest), highest);
  }

  private Value constant(Value value, Levels levels, String name) throws Refusal {
    Value encoded = encoded(value, levels, name);
    return twins.parameter(name, encoded.op().evaluate(twins.fixed()::numbers));
  }

  private static Value encoded(Value value, Levels levels, String name) throws Refusal {
    if (!value.elementType().isFloat()) {
      throw new Refusal("\"%s\" holds integers of no known scale", value.name());
    }
    return Value.of(name, new Encode(value, levels));
  }

  /** Elements brought to the levels before they are moved. */
  private Value travelled(Value value, Levels levels, String name) throws Refusal {
    Map<Value, Value> carriers = new IdentityHashMap<>();
    for (Value carrier : Moves.carriers(value.op())) {
      carriers.put(carrier, of(carrier, levels, carrier.name() + SUFFIX));
    }
    if (carriers.size() > 1 || Moves.hasFill(value.op())) {
      carriers.replaceAll((carrier, one) -> onAll(one, levels, carrier.name() + SUFFIX));
    }
    Op moved = twins.moved(value.op(), carriers);
    return Value.of(
        name,
        moved instanceof Pad pad && Moves.hasFill(pad)
            ? Moves.withFill(pad, levels.nearest(pad.fill()))
            : moved);
  }

  /** In a type of just these levels: what stands side by side has the same bounds. */
  private Value onAll(Value value, Levels levels, String name) {
    return value.type().quantization().equals(levels.quantization())
        ? value
        : Value.of(name, new Requantize(value, levels, twins.convention()));
  }

  /** The twin of what moves elements that are in integers on the same levels already. */
  Value moved(Value value, Op op) throws Refusal {
    Map<Value, Value> carriers = new IdentityHashMap<>();
    Value first = twins.uniform(Moves.carriers(op).get(0));
    boolean isOneType = true;
    for (Value carrier : Moves.carriers(op)) {
      Value twin = twins.uniform(carrier);
      if (!isOnSame(twin, first)) {
        throw new Refusal(
            "its operands \"%s\" and \"%s\" lie on levels of unequal scales, and no quantizer"
                + " behind it says to which to bring them",
            Moves.carriers(op).get(0).name(), carrier.name());
      }
      isOneType &= twin.type().quantization().equals(first.type().quantization());
      carriers.put(carrier, twin);
    }
    if (!isOneType) {
      Levels hull = hull(first, carriers);
      carriers.replaceAll((carrier, twin) -> onAll(twin, hull, carrier.name() + SUFFIX));
    }
    Op moved = twins.moved(op, carriers);
    return Value.of(
        value.name(),
        moved instanceof Pad pad ? onLevels(pad, first.type().quantization()) : moved);
  }

  private static Op onLevels(Pad pad, Quantization levels) throws Refusal {
    if (!Moves.hasFill(pad)) {
      return pad;
    }
    double steps = Math.rint((float) pad.fill() / levels.scale(0));
    double level = steps + levels.zeroPoint(0);
    if (level < levels.minimum()
        || level > levels.maximum()
        || (float) (steps * levels.scale(0)) != (float) pad.fill()) {
      throw new Refusal("its border is %s, which is none of the levels of its operand", pad.fill());
    }
    return Moves.withFill(pad, level);
  }

  private static boolean isOnSame(Value a, Value b) {
    Quantization left = a.type().quantization();
    Quantization right = b.type().quantization();
    return a.elementType() == b.elementType()
        && left.scales().equals(right.scales())
        && left.zeroPoints().equals(right.zeroPoints());
  }

  private static Levels hull(Value any, Map<Value, Value> carriers) throws Refusal {
    if (!Twins.isNarrow(any)) {
      throw new Refusal("its operands are sums in 32 bits that no quantizer rounds");
    }
    Quantization quantization = any.type().quantization();
    int minimum = quantization.minimum();
    int maximum = quantization.maximum();
    for (Value twin : carriers.values()) {
      minimum = Math.min(minimum, twin.type().quantization().minimum());
      maximum = Math.max(maximum, twin.type().quantization().maximum());
    }
    return new Levels(
        any.elementType(),
        (float) quantization.scale(0),
        quantization.zeroPoint(0),
        minimum,
        maximum);
  }

  /** Levels brought to others. */
  private Value rescaled(Value twin, Levels levels, String name) {
    Quantization from = twin.type().quantization();
    boolean isSame =
        twin.elementType() == levels.storage()
            && from.scale(0) == levels.scale()
            && from.zeroPoint(0) == levels.zeroPoint();
    if (isSame && from.minimum() >= levels.minimum() && from.maximum() <= levels.maximum()) {
      return twin;
    }
    Op requantize = new Requantize(twin, levels, twins.convention());
    if (isSame
        || twin.elementType().bits() > Curves.WIDTH
        || twins.convention() != Convention.ONNX) {
      return Value.of(name, requantize);
    }
    Value all = Curves.all(twin);
    Value decoded = Value.of(name, new Decode(all, ElementType.F32));
    Tensor exact = Curves.evaluate(new Encode(decoded, levels));
    boolean isExact = exact.equals(Curves.evaluate(new Requantize(all, levels, Convention.ONNX)));
    return isExact ? Value.of(name, requantize) : curves.lookup(twin, exact, name);
  }
}
