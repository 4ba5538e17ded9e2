package io.repqc.compiler.compile;

import io.repqc.codegen.c.TestVector;
import io.repqc.compiler.run.DrawnInputs;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.fast.FastEvaluation;
import java.util.List;
import java.util.Map;

/** Draws inputs of a network, the same every time, and asks the interpreter for the answers. */
final class TestVectors {
  private static final long SEED = 5;

  private TestVectors() {}

  static TestVector of(Model integers) {
    Graph graph = integers.graph();
    Map<String, Tensor> inputs = DrawnInputs.of(graph, graph.batch(), SEED);
    Map<String, Tensor> outputs = new Interpreter(integers, new FastEvaluation()).run(inputs);
    List<Tensor> answers = graph.outputs().stream().map(Output::name).map(outputs::get).toList();
    return new TestVector(List.copyOf(inputs.values()), answers);
  }
}
