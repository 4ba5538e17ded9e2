package io.repqc.tune.quantizer;

import io.repqc.compiler.tune.TuneResult.LearnedBits;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Names;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.RoundingRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Collects what quantizers that learn add to a network. */
final class TraineeBuilder {
  private final int batch;
  private final Names names;
  private final Map<String, Tensor> numbers;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, RoundingRule> rules = new LinkedHashMap<>();
  private final Map<String, Double> shares = new LinkedHashMap<>();
  private final List<Consumer<Map<String, Tensor>>> kept = new ArrayList<>();
  private final List<Consumer<Map<String, Tensor>>> settled = new ArrayList<>();
  private final List<Value> sizes = new ArrayList<>();
  private final List<Function<Map<String, Tensor>, LearnedBits>> bits = new ArrayList<>();

  TraineeBuilder(Model model) {
    batch = model.graph().batch();
    names = Names.of(model.graph());
    numbers = new LinkedHashMap<>(model.parameters());
  }

  /** How many items the network takes at once. */
  int batch() {
    return batch;
  }

  /** A value under this name, or a variation of it. */
  Value value(String name, Op op) {
    return names.value(name, op);
  }

  Value binary(String name, BinaryFunction function, Value left, Value right) {
    return value(name, new Binary(function, left, right));
  }

  Value constant(String name, Tensor tensor) {
    return value(name, new Constant(tensor));
  }

  /** A single number of the type of {@code like}. */
  Value constant(String name, Value like, double number) {
    return constant(name, Tensor.scalar(like.elementType(), number));
  }

  /** A parameter that training updates from the batches, and by no derivative. */
  Value running(String name, Tensor initial) {
    return parameter(name, initial, false);
  }

  /** {@code share} is what its derivative is multiplied by. */
  Value trained(String name, Tensor initial, Group group, double share) {
    Value parameter = parameter(name, initial, true);
    groups.put(parameter.name(), group);
    shares.put(parameter.name(), share);
    return parameter;
  }

  private Value parameter(String name, Tensor initial, boolean trainable) {
    Value parameter = value(name, new Parameter(initial.type(), trainable));
    numbers.put(parameter.name(), initial);
    return parameter;
  }

  /** A parameter of the user's network. */
  void train(Value parameter, Group group) {
    groups.put(parameter.name(), group);
  }

  void rule(Value quantizer, RoundingRule rule) {
    rules.put(quantizer.name(), rule);
  }

  /** What is done to all numbers after each update; the parameter is among them. */
  void keep(Value parameter, UnaryOperator<Tensor> change) {
    kept.add(all -> all.computeIfPresent(parameter.name(), (name, tensor) -> change.apply(tensor)));
  }

  /** What is done to all numbers after training. */
  void settle(Consumer<Map<String, Tensor>> change) {
    settled.add(change);
  }

  /** Megabytes that depend on learned bits, and how these are read from the numbers. */
  void size(Value megabytes, Function<Map<String, Tensor>, LearnedBits> learned) {
    sizes.add(megabytes);
    bits.add(learned);
  }

  Trainee build(Graph graph) {
    return new Trainee(
        new Model(graph, numbers(graph)),
        groups,
        rules,
        shares,
        size(),
        numbers -> changed(numbers, kept),
        numbers -> changed(numbers, settled),
        numbers -> bits.stream().map(learned -> learned.apply(numbers)).toList());
  }

  /** Of the parameters that are left: those of inserted scales are gone. */
  private Map<String, Tensor> numbers(Graph graph) {
    Map<String, Tensor> left = new LinkedHashMap<>();
    graph.parameters().forEach(value -> left.put(value.name(), numbers.get(value.name())));
    return left;
  }

  private Optional<Value> size() {
    return sizes.stream().reduce((sum, next) -> binary("size", BinaryFunction.ADD, sum, next));
  }

  private static Map<String, Tensor> changed(
      Map<String, Tensor> numbers, List<Consumer<Map<String, Tensor>>> changes) {
    Map<String, Tensor> changed = new LinkedHashMap<>(numbers);
    changes.forEach(change -> change.accept(changed));
    return changed;
  }
}
