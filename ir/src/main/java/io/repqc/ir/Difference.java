package io.repqc.ir;

import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What tells two models apart. Equal graphs list their values in the same order, so the lists are
 * compared side by side, without recursion.
 */
final class Difference {
  private static final String NETWORK = "the network";

  private final Model left;
  private final Model right;
  private final Map<Value, Value> counterparts = new IdentityHashMap<>();

  Difference(Model left, Model right) {
    this.left = left;
    this.right = right;
  }

  /** A sentence on the first difference. */
  Optional<String> find() {
    Graph one = left.graph();
    Graph other = right.graph();
    return between(NETWORK, "name", one.name(), other.name())
        .or(() -> betweenValues(one.values(), other.values()))
        .or(() -> between(NETWORK, "inputs", names(one.inputs()), names(other.inputs())))
        .or(() -> between(NETWORK, "outputs", outputs(one), outputs(other)));
  }

  private Optional<String> betweenValues(List<Value> ones, List<Value> others) {
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      Optional<String> difference = betweenValues(i, ones.get(i), others.get(i));
      if (difference.isPresent()) {
        return difference;
      }
      counterparts.put(ones.get(i), others.get(i));
    }
    return between(NETWORK, "number of values", ones.size(), others.size());
  }

  private Optional<String> betweenValues(int position, Value one, Value other) {
    String value = "%" + one.name();
    return between("value " + position, "name", one.name(), other.name())
        .or(() -> between(value, "op", mnemonic(one), mnemonic(other)))
        .or(() -> between(value, "type", one.type(), other.type()))
        .or(() -> betweenOperands(value, operands(one), operands(other)))
        .or(() -> betweenAttributes(value, one.op(), other.op()))
        .or(() -> betweenNumbers(value, one, other));
  }

  private Optional<String> betweenOperands(String value, List<Value> ones, List<Value> others) {
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      if (counterparts.get(ones.get(i)) != others.get(i)) {
        return Optional.of(
            "%s: operand %d differs: %s and %s".formatted(value, i, ones.get(i), others.get(i)));
      }
    }
    return between(value, "number of operands", ones.size(), others.size());
  }

  private static Optional<String> betweenAttributes(String value, Op one, Op other) {
    Map<String, Object> others = OpSchema.attributes(other);
    return OpSchema.attributes(one).entrySet().stream()
        .flatMap(
            attribute ->
                between(
                    value, attribute.getKey(), attribute.getValue(), others.get(attribute.getKey()))
                    .stream())
        .findFirst();
  }

  private Optional<String> betweenNumbers(String value, Value one, Value other) {
    return one.op() instanceof Parameter
        ? between(
            value,
            "numbers",
            left.parameters().get(one.name()),
            right.parameters().get(other.name()))
        : Optional.empty();
  }

  private static Optional<String> between(String where, String what, Object one, Object other) {
    return Objects.equals(one, other)
        ? Optional.empty()
        : Optional.of("%s: %s differs: %s".formatted(where, what, sides(one, other)));
  }

  /** Tensors of one type read alike; an element tells them apart. */
  private static String sides(Object one, Object other) {
    if (one instanceof Tensor a && other instanceof Tensor b && a.type().equals(b.type())) {
      long at = Arrays.mismatch(a.toBytes(), b.toBytes());
      int i = (int) (at * a.count() / a.toBytes().length);
      return "element %d is %s and %s".formatted(i, a.number(i), b.number(i));
    }
    return one + " and " + other;
  }

  private static String mnemonic(Value value) {
    return OpSchema.mnemonic(value.op());
  }

  private static List<Value> operands(Value value) {
    return OpSchema.operands(value.op());
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  private static List<String> outputs(Graph graph) {
    return graph.outputs().stream()
        .map(output -> output.name() + " = %" + output.value().name())
        .toList();
  }
}
