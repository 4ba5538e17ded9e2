package io.repqc.compiler.inspect;

import io.repqc.ir.TensorType;
import java.util.List;

/**
 * A value that is computed from the inputs, as a row of a table: the window that it moves over its
 * operand if it has one (empty lists and 0 groups where it has none), the numbers that belong to no
 * layer before it, and its multiply-accumulates.
 */
public record Layer(
    String name,
    String op,
    TensorType type,
    List<Integer> kernel,
    List<Integer> strides,
    List<Integer> dilations,
    int groups,
    long parameters,
    long multiplyAccumulates) {
  public Layer {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
  }
}
