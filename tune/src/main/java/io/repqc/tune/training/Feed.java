package io.repqc.tune.training;

import io.repqc.ir.Tensor;
import java.util.Map;
import java.util.Optional;

/** Makes all inputs of a step: images, what they should be answered, what the teacher answers. */
record Feed(
    DataSet data,
    LossGraph graph,
    Targets targets,
    Augmentation augmentation,
    Optional<Teacher> teacher) {

  Map<String, Tensor> inputs(int[] items, long epoch) {
    Map<String, Tensor> inputs = data.inputs(tensor -> augmentation.pick(tensor, items, epoch));
    Optional<Tensor> taught = teacher.map(someone -> someone.answers(items, inputs));
    Tensor target = targets.pick(items);
    inputs.put(graph.target(), mirrors() ? augmentation.mirrored(target, items, epoch) : target);
    taught.ifPresent(tensor -> inputs.put(graph.teacher().orElseThrow(), tensor));
    return inputs;
  }

  private boolean mirrors() {
    return augmentation.flips() && targets.areImages(augmentation.layout());
  }
}
