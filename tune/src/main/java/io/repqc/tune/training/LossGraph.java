package io.repqc.tune.training;

import io.repqc.compiler.evaluate.ClassAxis;
import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Names;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.passes.boundary.DropSoftmax;
import io.repqc.tune.Trainee;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network with its loss behind it, as its only output; new inputs hold what the network should
 * answer and what its teacher does. With d for {@link TrainingSettings#distillation}, the loss is
 * {@code (1 - d) * loss(output, target) + d * loss(output, teacher) + sizePenalty * size}, where
 * the loss by a teacher of classes is the cross entropy with the softmax of its logits (at
 * temperature 1, as LSQ has it, arXiv 1902.08153), and by one of images the squared distance.
 *
 * @param target the name of the input of right answers
 * @param teacher the name of the input of the teacher's
 */
record LossGraph(Model model, String target, Optional<String> teacher) {
  static final String LOSS = "loss";

  /** With inputs of these shapes; {@code classes} is where the classes of the answers lie. */
  static LossGraph of(TrainingTask task, Map<String, Shape> shapes, Optional<ClassAxis> classes) {
    Graph graph = withSize(task.trainee()).withShapes(shapes);
    return new Builder(graph, task, classes.map(ClassAxis::axis).orElse(0)).build();
  }

  /** With the size as the second output, so that it takes part in what happens to the graph. */
  private static Graph withSize(Trainee trainee) {
    Graph graph = trainee.model().graph();
    List<Output> outputs = new ArrayList<>();
    outputs.add(graph.outputs().get(0));
    trainee.size().ifPresent(size -> outputs.add(new Output("size", size)));
    return new Graph(graph.name(), graph.inputs(), outputs);
  }

  private record Builder(Graph graph, TrainingTask task, int axis, Names names) {
    Builder(Graph graph, TrainingTask task, int axis) {
      this(graph, task, axis, Names.of(graph));
    }

    LossGraph build() {
      TrainingSettings settings = task.settings();
      Losses losses = new Losses(names);
      boolean isOfClasses = task.loss() == Loss.CROSS_ENTROPY;
      Value answer = graph.outputs().get(0).value();
      Value output = isOfClasses ? DropSoftmax.logits(answer).orElse(answer) : answer;
      List<Value> inputs = new ArrayList<>(graph.inputs());
      Value target = input("target", output.shape());
      inputs.add(target);
      Value loss = losses.of(task.loss(), output, target, axis);
      Optional<String> teacher = Optional.empty();
      if (task.teacher().isPresent()) {
        Value taught = input("teacher", output.shape());
        inputs.add(taught);
        teacher = Optional.of(taught.name());
        Value distance =
            isOfClasses
                ? losses.of(Loss.CROSS_ENTROPY, output, losses.softmax(taught, axis), axis)
                : losses.of(Loss.L2, output, taught, axis);
        loss =
            losses.sum(
                losses.times(1 - settings.distillation(), loss),
                losses.times(settings.distillation(), distance));
      }
      if (graph.outputs().size() > 1) {
        Value size = graph.outputs().get(1).value();
        loss = losses.sum(loss, losses.times(settings.sizePenalty(), size));
      }
      Graph whole = new Graph(graph.name(), inputs, List.of(new Output(LOSS, loss)));
      return new LossGraph(
          new Model(whole, task.trainee().model().parameters()), target.name(), teacher);
    }

    private Value input(String name, Shape shape) {
      TensorType type = new TensorType(ElementType.F32, shape);
      return names.value(name, new Input(type, true));
    }
  }
}
