package io.repqc.ir;

import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A graph and the numbers of its parameters, by name: training changes the numbers, not the graph.
 */
public record Model(Graph graph, Map<String, Tensor> parameters) {

  public Model {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** This model at a batch size; itself if that is its own. */
  public Model withBatch(int batch) {
    return batch == graph.batch() ? this : new Model(graph.withBatch(batch), parameters);
  }

  /**
   * This model with inputs of the shape of these tensors, but at its own batch size: many a network
   * takes images of any height and width, whatever its file says.
   */
  public Model fitting(Map<String, Tensor> inputs) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      Shape shape =
          inputs.containsKey(input.name()) ? inputs.get(input.name()).shape() : input.shape();
      boolean isBatched = ((Input) input.op()).batched();
      Shape fitting = isBatched ? shape.with(0, input.shape().dim(0)) : shape;
      if (!fitting.equals(input.shape())) {
        shapes.put(input.name(), fitting);
      }
    }
    return shapes.isEmpty() ? this : new Model(graph.withShapes(shapes), parameters);
  }

  /** This model with {@code f64} in the place of every {@code f32}. */
  public Model inDouble() {
    Map<String, Tensor> wide = new LinkedHashMap<>();
    parameters.forEach((name, tensor) -> wide.put(name, tensor.inDouble()));
    return new Model(graph.inDouble(), wide);
  }

  /** The numbers of {@code value}, which is a {@link Parameter}. */
  public Tensor parameter(Value value) {
    Tensor tensor = parameters.get(value.name());
    IrException.check(tensor != null, "%%%s: the parameter has no numbers", value.name());
    return tensor;
  }

  /**
   * The first respect in which {@code other} is not the same: names, ops, attributes and numbers to
   * the bit, in the same order. Parameters that nothing reads do not count.
   */
  public Optional<String> difference(Model other) {
    return new Difference(this, other).find();
  }
}
