package io.repqc.tune.torch;

import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import io.repqc.tune.engine.RoundingRule;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One run through a graph, with what was computed so far. */
final class Pass {
  private final Reading reading;
  private final Map<String, RoundingRule> rules;
  private final Map<String, Tensor> parameters;
  private final Map<String, io.repqc.ir.Tensor> inputs;
  private final Generator generator;
  private final Map<Value, Tensor> tensors = new IdentityHashMap<>();

  Pass(
      Reading reading,
      Map<String, RoundingRule> rules,
      Map<String, Tensor> parameters,
      Map<String, io.repqc.ir.Tensor> inputs,
      long seed) {
    this.reading = reading;
    this.rules = rules;
    this.parameters = parameters;
    this.inputs = inputs;
    this.generator = torch.createCPUGenerator(seed);
  }

  void putAll(Map<Value, Tensor> known) {
    tensors.putAll(known);
  }

  void compute(Stage stage) {
    compute(stage, (value, tensor) -> {});
  }

  /** {@code observer} sees every value as soon as it is there. */
  void compute(Stage stage, BiConsumer<Value, Tensor> observer) {
    for (Value value : stage.values()) {
      Tensor tensor = tensor(value);
      tensors.put(value, tensor);
      observer.accept(value, tensor);
      stage.endings().getOrDefault(value, List.of()).forEach(this::drop);
    }
  }

  private void drop(Value value) {
    Tensor tensor = tensors.remove(value);
    if (!(value.op() instanceof Parameter)) {
      tensor.close();
    }
  }

  private Tensor tensor(Value value) {
    if (value.op() instanceof Parameter) {
      return parameters.get(value.name());
    }
    if (value.op() instanceof Input) {
      return Transfer.toTorch(input(value));
    }
    Tensor tensor;
    try {
      tensor = TorchOps.apply(value.op(), this);
    } catch (IrException | ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Failures.of(value, e);
    }
    IrException.check(
        Arrays.equals(tensor.shape(), Transfer.dims(value.shape()))
            && tensor.scalar_type().intern() == Transfer.elements(value.elementType()),
        "%s: libtorch makes %s%s of it",
        value,
        tensor.scalar_type().intern(),
        Arrays.toString(tensor.shape()));
    return tensor;
  }

  private io.repqc.ir.Tensor input(Value value) {
    io.repqc.ir.Tensor tensor = inputs.get(value.name());
    ModelException.check(
        tensor != null, "input \"%s\": nothing given; expected %s", value.name(), value.type());
    ModelException.check(
        tensor.type().equals(value.type()),
        "input \"%s\": found %s, expected %s",
        value.name(),
        tensor.type(),
        value.type());
    return tensor;
  }

  Tensor of(Value value) {
    Tensor tensor = tensors.get(value);
    IrException.check(tensor != null, "%s: it is read before it is computed", value);
    return tensor;
  }

  Tensor of(Statistic statistic) {
    return of(reading.source(statistic));
  }

  io.repqc.ir.Tensor numbers(Value value) {
    return Transfer.fromTorch(of(value).detach(), value.type());
  }

  /** How a quantizer learns; none where it just rounds. */
  Optional<RoundingRule> rule(Value quantizer) {
    return reading == Reading.TRAINING
        ? Optional.ofNullable(rules.get(quantizer.name()))
        : Optional.empty();
  }

  /** Numbers from [-1/2, 1/2), as many as {@code like} has. */
  Tensor noise(Tensor like) {
    return torch.empty_like(like.detach()).uniform_(-0.5, 0.5, new GeneratorOptional(generator));
  }
}
