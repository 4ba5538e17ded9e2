package io.repqc.tune.training;

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

/**
 * A float network whose answers count beside the right ones. Where images stay as they are, it
 * answers each once, before training begins; else the images of each batch.
 */
final class Teacher implements AutoCloseable {
  private final Evaluation evaluation;
  private final boolean answersOnce;
  private Tensor answers;

  Teacher(Engine engine, Model model, DataSet data, int batch, boolean answersOnce) {
    this.evaluation = new Evaluation(engine, model, data, batch);
    this.answersOnce = answersOnce;
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

  /** To these items, which in this epoch are {@code inputs}. */
  Tensor answers(int[] items, Map<String, Tensor> inputs) {
    if (!answersOnce) {
      return evaluation.run(inputs);
    }
    if (answers == null) {
      answers = evaluation.outputs();
    }
    return Rows.pick(answers, items);
  }

  @Override
  public void close() {
    evaluation.close();
  }
}
