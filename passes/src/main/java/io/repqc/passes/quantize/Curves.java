package io.repqc.passes.quantize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Unary;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Functions of one value that take several ops, such as {@code x * sigmoid(x)}: one curve, and no
 * product. What lies between that value and the end is part of the curve if nothing else reads it.
 */
final class Curves {
  private final DataSide data;
  private final Uses uses;
  private final Map<Value, Value> arguments = new IdentityHashMap<>();
  private final Set<Value> ends = identitySet();
  private final Set<Value> parts = identitySet();

  /**
   * Among {@code values}, which are in graph order; those that are not {@code free} are no part of
   * a curve. What is {@code summed} rounds once with the rectifier that alone reads it.
   */
  Curves(
      List<Value> values,
      DataSide data,
      Uses uses,
      Predicate<Value> free,
      Predicate<Value> summed) {
    this.data = data;
    this.uses = uses;
    for (Value value : values) {
      boolean follows = free.test(value) && isPointwise(value) && !completesSum(value, summed);
      arguments.put(value, follows ? argument(value) : value);
    }
    for (int i = values.size() - 1; i >= 0; i--) {
      if (!parts.contains(values.get(i))) {
        find(values.get(i));
      }
    }
  }

  /** Whether a curve of several ops ends here. */
  boolean isEnd(Value value) {
    return ends.contains(value);
  }

  /** Whether the value is on the way to such an end. */
  boolean isPart(Value value) {
    return parts.contains(value);
  }

  private boolean isPointwise(Value value) {
    Op op = value.op();
    boolean isElementwise =
        op instanceof Unary || op instanceof Clamp || op instanceof Binary || op instanceof Select;
    return isElementwise
        && OpSchema.operands(op).stream()
            .allMatch(
                operand ->
                    data.contains(operand)
                        ? operand.shape().equals(value.shape())
                        : operand.shape().count() == 1);
  }

  private boolean completesSum(Value value, Predicate<Value> summed) {
    return Rectifier.operand(value)
        .filter(operand -> arguments.get(operand) == operand && summed.test(operand))
        .filter(operand -> uses.count(operand) == 1)
        .isPresent();
  }

  /** The one value that this one is a function of, if there is one besides itself. */
  private Value argument(Value value) {
    List<Value> found = data.operands(value).stream().map(arguments::get).distinct().toList();
    return found.size() == 1 ? found.get(0) : value;
  }

  private void find(Value end) {
    Set<Value> region = region(end);
    Set<Value> read = identitySet();
    region.forEach(member -> read.addAll(data.operands(member)));
    read.removeAll(region);
    boolean isCurve =
        end.elementType().isFloat()
            && region.stream().anyMatch(member -> !(member.op() instanceof Clamp));
    if (region.size() > 1 && read.size() == 1 && isCurve) {
      ends.add(end);
      parts.addAll(region);
      parts.remove(end);
    }
  }

  /** What lies between the argument of {@code end} and it, and is read nowhere else. */
  private Set<Value> region(Value end) {
    Value argument = arguments.get(end);
    Set<Value> region = identitySet();
    Deque<Value> open = new ArrayDeque<>(List.of(end));
    while (!open.isEmpty() && argument != end) {
      Value value = open.pop();
      if (region.contains(value) || value != end && !isReadWithin(value, region)) {
        continue;
      }
      region.add(value);
      data.operands(value).stream()
          .filter(operand -> operand != argument && arguments.get(operand) == argument)
          .forEach(open::push);
    }
    return region;
  }

  private boolean isReadWithin(Value value, Set<Value> region) {
    List<Value> users = uses.of(value);
    return uses.count(value) == users.size() && region.containsAll(users);
  }

  private static Set<Value> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
