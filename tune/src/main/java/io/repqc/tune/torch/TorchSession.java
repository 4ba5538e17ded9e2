package io.repqc.tune.torch;

import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import io.repqc.tune.engine.RoundingRule;
import io.repqc.tune.engine.Session;
import io.repqc.tune.engine.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph on libtorch, with its trained parameters as the leaves of autograd. */
final class TorchSession implements Session {
  private final Model model;
  private final Set<String> trained;
  private final Map<String, RoundingRule> rules;
  private final Leaves leaves;
  private final Prepared settled;
  private final Prepared deployed;
  private final Map<String, Stage> stages = new HashMap<>();

  TorchSession(Model model, Set<String> trained, Map<String, RoundingRule> rules) {
    this.model = model;
    this.trained = Set.copyOf(trained);
    this.rules = Map.copyOf(rules);
    model.graph().values().forEach(TorchOps::check);
    this.leaves = new Leaves(model, trained);
    this.settled = new Prepared(model.graph(), Reading.TRAINING, this::changesInTraining);
    this.deployed =
        new Prepared(model.graph(), Reading.DEPLOYMENT, value -> value.op() instanceof Input);
  }

  private boolean changesInTraining(Value value) {
    return value.op() instanceof Input
        || value.op() instanceof Statistic
        || value.op() instanceof Parameter && trained.contains(value.name());
  }

  @Override
  public void update(Map<String, Tensor> numbers) {
    leaves.update(numbers);
    deployed.forget();
    if (!trained.containsAll(numbers.keySet())) {
      settled.forget();
    }
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return Scopes.withoutDerivatives(
        () -> {
          Pass pass = new Pass(Reading.DEPLOYMENT, rules, leaves.tensors(), inputs, 0);
          deployed.prepare(pass);
          pass.compute(stages.computeIfAbsent("run", key -> deployed.rest(outputs())));
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          for (Output output : model.graph().outputs()) {
            outputs.put(output.name(), pass.numbers(output.value()));
          }
          return outputs;
        });
  }

  private List<Value> outputs() {
    return model.graph().outputs().stream().map(Output::value).toList();
  }

  private List<Value> statistics() {
    return model.graph().select(value -> value.op() instanceof Statistic);
  }

  @Override
  public Step step(Map<String, Tensor> inputs, String loss, long seed) {
    Value value = loss(loss);
    return Scopes.within(
        () -> {
          Pass pass = training(inputs, seed);
          pass.compute(stages.computeIfAbsent("step " + loss, key -> lossStage(value)));
          return new Step(
              pass.of(value).item_double(),
              leaves.gradients(value, pass.of(value)),
              statistics(pass));
        });
  }

  private Value loss(String name) {
    Value value =
        model.graph().outputs().stream()
            .filter(output -> output.name().equals(name))
            .map(Output::value)
            .findFirst()
            .orElseThrow(() -> new IrException("there is no output %s".formatted(name)));
    IrException.check(
        value.shape().count() == 1 && value.elementType().isFloat(), "%s is no loss", value);
    return value;
  }

  private Stage lossStage(Value loss) {
    List<Value> roots = new ArrayList<>(statistics());
    roots.add(loss);
    return settled.rest(roots);
  }

  private Pass training(Map<String, Tensor> inputs, long seed) {
    Pass pass = new Pass(Reading.TRAINING, rules, leaves.tensors(), inputs, seed);
    settled.prepare(pass);
    return pass;
  }

  @Override
  public Map<String, Tensor> statistics(Map<String, Tensor> inputs) {
    return Scopes.withoutDerivatives(
        () -> {
          Pass pass = training(inputs, 0);
          pass.compute(stages.computeIfAbsent("statistics", key -> settled.rest(statistics())));
          return statistics(pass);
        });
  }

  private Map<String, Tensor> statistics(Pass pass) {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    for (Value value : statistics()) {
      numbers.put(((Statistic) value.op()).running().name(), pass.numbers(value));
    }
    return numbers;
  }

  @Override
  public Optional<String> firstNonFinite(Map<String, Tensor> inputs, long seed) {
    List<Value> roots = new ArrayList<>(outputs());
    roots.addAll(statistics());
    Stage all = Stage.of(model.graph(), Reading.TRAINING, roots, value -> false);
    return Scopes.withoutDerivatives(
        () -> {
          List<String> found = new ArrayList<>();
          Pass pass = new Pass(Reading.TRAINING, rules, leaves.tensors(), inputs, seed);
          pass.compute(
              all,
              (value, tensor) -> {
                boolean counts = value.elementType().isFloat() && !(value.op() instanceof Constant);
                if (counts && found.isEmpty() && !tensor.isfinite().all().item_bool()) {
                  found.add(value.name());
                }
              });
          return found.stream().findFirst();
        });
  }

  @Override
  public void close() {
    settled.forget();
    deployed.forget();
    leaves.close();
  }
}
