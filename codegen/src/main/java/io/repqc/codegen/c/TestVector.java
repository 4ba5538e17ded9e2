package io.repqc.codegen.c;

import io.repqc.ir.Tensor;
import java.util.List;

/** Inputs of a program, in the order of the model's axes, and what it is to answer to the bit. */
public record TestVector(List<Tensor> inputs, List<Tensor> outputs) {
  public TestVector {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
