package io.repqc.compiler.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The part of a model that computes one value from another, to be run by itself. */
final class Excerpt {
  private final Value source;
  private final Interpreter interpreter;

  Excerpt(Model model, Value source, Value value) {
    this.source = source;
    Graph whole =
        new Graph(model.graph().name(), List.of(), List.of(new Output(value.name(), value)));
    Value input = Value.of(source.name(), new Input(source.type(), false));
    Map<Value, Value> copies = new IdentityHashMap<>();
    for (Value v : whole.values()) {
      copies.put(v, v == source ? input : copy(v, copies));
    }
    Output output = new Output(value.name(), copies.get(value));
    Graph part = new Graph(whole.name(), List.of(input), List.of(output));
    this.interpreter = new Interpreter(new Model(part, model.parameters()), new FastEvaluation());
  }

  private static Value copy(Value value, Map<Value, Value> copies) {
    return Value.of(value.name(), OpSchema.mapOperands(value.op(), copies::get));
  }

  Tensor run(Tensor tensor) {
    return interpreter.run(Map.of(source.name(), tensor)).values().iterator().next();
  }
}
