package io.repqc.tune.torch;

import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The parameters of a graph on libtorch, some of which it is differentiated by. */
final class Leaves {
  private final List<Value> trained;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  Leaves(Model model, Set<String> trained) {
    for (Value value : model.graph().parameters()) {
      Tensor leaf = Scopes.keep(Transfer.toTorch(model.parameter(value)));
      leaf.set_requires_grad(trained.contains(value.name()));
      values.put(value.name(), value);
      tensors.put(value.name(), leaf);
    }
    this.trained =
        values.values().stream().filter(value -> trained.contains(value.name())).toList();
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Those that the graph does not read do not count. */
  void update(Map<String, io.repqc.ir.Tensor> numbers) {
    numbers.forEach(
        (name, numbersOfIt) -> {
          Value value = values.get(name);
          if (value != null) {
            IrException.check(
                numbersOfIt.type().equals(value.type()), "%s: given %s", value, numbersOfIt);
            Transfer.copy(numbersOfIt, tensors.get(name).data_ptr());
          }
        });
  }

  /**
   * The derivative of {@code loss} by each of the trained; zeros where it does not depend on it.
   */
  Map<String, io.repqc.ir.Tensor> gradients(Value value, Tensor loss) {
    Map<String, io.repqc.ir.Tensor> gradients = new LinkedHashMap<>();
    TensorVector found = loss.requires_grad() ? differentiate(value, loss) : new TensorVector();
    for (int i = 0; i < trained.size(); i++) {
      Value parameter = trained.get(i);
      boolean depends = i < found.size() && found.get(i).defined();
      gradients.put(
          parameter.name(),
          depends
              ? Transfer.fromTorch(found.get(i), parameter.type())
              : io.repqc.ir.Tensor.fill(parameter.type(), 0));
    }
    return gradients;
  }

  private TensorVector differentiate(Value value, Tensor loss) {
    Tensor[] by = trained.stream().map(leaf -> tensors.get(leaf.name())).toArray(Tensor[]::new);
    try {
      return torch.grad(
          new TensorVector(loss),
          new TensorVector(by),
          new TensorVector(),
          new BoolOptional(),
          false,
          true);
    } catch (RuntimeException e) {
      throw Failures.of("the derivatives of %" + value.name(), e);
    }
  }

  void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
