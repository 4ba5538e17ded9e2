package io.repqc.passes.fuse;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Names;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives each value a name of its own, the first in the graph the one that it asks for. */
final class Naming {
  private final Model model;
  private final Map<Value, Tensor> numbers;
  private final Names names = new Names();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  /** {@code numbers} are those of the parameters that the model does not know. */
  Naming(Model model, Map<Value, Tensor> numbers) {
    this.model = model;
    this.numbers = numbers;
  }

  Model unique(Graph graph) {
    Graph named = new Rewrite(graph).each(this::named);
    return new Model(named, parameters);
  }

  private Value named(Value value, Op op) {
    String name = names.fresh(value.name());
    if (op instanceof Parameter) {
      Tensor own = numbers.get(value);
      parameters.put(name, own == null ? model.parameter(value) : own);
    }
    return name.equals(value.name()) ? Rewrite.keep(value, op) : Value.of(name, op);
  }
}
