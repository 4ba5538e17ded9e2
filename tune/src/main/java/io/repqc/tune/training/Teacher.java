package io.repqc.tune.training;

import io.repqc.compiler.Progress;
import io.repqc.compiler.run.Rows;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.passes.boundary.DropSoftmax;
import io.repqc.tune.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A float network whose answers count beside the right ones. */
final class Teacher implements AutoCloseable {
  private final Evaluation evaluation;
  private Optional<Tensor> answers = Optional.empty();

  Teacher(Engine engine, Model model, DataSet data, int batch) {
    this.evaluation = new Evaluation(engine, model, data, batch);
  }

  /** This network with the logits as its output if that is a softmax of them. */
  static Model withLogits(Model model) {
    Graph graph = model.graph();
    Output output = graph.outputs().get(0);
    Value logits = DropSoftmax.logits(output.value()).orElse(output.value());
    return new Model(
        new Graph(graph.name(), graph.inputs(), List.of(new Output(output.name(), logits))),
        model.parameters());
  }

  /** Answers all items as they are, once for the whole run. */
  void answerAll(Progress progress) {
    answers = Optional.of(evaluation.outputs(progress));
  }

  /** To these items, which in this epoch are {@code inputs}. */
  Tensor answers(int[] items, Map<String, Tensor> inputs) {
    return answers.map(all -> Rows.pick(all, items)).orElseGet(() -> evaluation.run(inputs));
  }

  @Override
  public void close() {
    evaluation.close();
  }
}
