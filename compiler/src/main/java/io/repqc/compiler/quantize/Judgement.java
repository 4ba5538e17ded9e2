package io.repqc.compiler.quantize;

import io.repqc.compiler.Stages;
import io.repqc.compiler.evaluate.OutputError;
import io.repqc.compiler.run.BatchedRun;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Decode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a network in floats and in integers on the same data, and says how they compare. */
record Judgement(Model floats, Model quantizers, Model integers, Samples samples, Stages stages) {

  /** A row for each layer. */
  List<QuantizedLayer> layers() {
    Map<String, Tensor> inputs = samples.evaluation();
    return LayerComparison.of(
        floats.fitting(inputs),
        quantizers.fitting(inputs),
        integers.fitting(inputs),
        inputs,
        stages.begin("comparing layers"));
  }

  /** By the labels, if there are any. */
  Optional<Accuracy> accuracy() {
    return samples
        .answers()
        .map(
            answers ->
                new Accuracy(
                    answers.metric(),
                    floats.graph().items(samples.evaluation()),
                    answers.score(first(outputs(floats, "evaluating floats"))),
                    answers.score(first(outputs(integers, "evaluating integers")))));
  }

  /** Of all outputs, if there is data. */
  List<OutputError> errors() {
    if (samples.evaluation().isEmpty()) {
      return List.of();
    }
    Map<String, Tensor> expected = outputs(floats, "evaluating floats");
    Map<String, Tensor> found = outputs(integers, "evaluating integers");
    List<OutputError> errors = new ArrayList<>();
    expected.forEach((name, tensor) -> errors.add(OutputError.of(name, tensor, found.get(name))));
    return errors;
  }

  private Map<String, Tensor> outputs(Model model, String what) {
    Map<String, Tensor> outputs =
        new BatchedRun(
                model.fitting(samples.evaluation()), new FastEvaluation(), stages.begin(what))
            .run(samples.evaluation());
    Map<String, Tensor> real = new LinkedHashMap<>();
    outputs.forEach((name, tensor) -> real.put(name, real(tensor)));
    return real;
  }

  /** The numbers that integers stand for. */
  private static Tensor real(Tensor tensor) {
    if (!tensor.type().quantization().isPresent()) {
      return tensor;
    }
    Value integers = Value.of("integers", new Constant(tensor));
    return new Decode(integers, ElementType.F32).evaluate(value -> tensor);
  }

  private static Tensor first(Map<String, Tensor> outputs) {
    return outputs.values().iterator().next();
  }
}
