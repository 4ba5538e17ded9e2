package io.repqc.frontend.onnx;

import io.repqc.ir.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user may add to a model file: shapes for inputs whose dimensions it leaves open, numbers
 * for inputs that become constants (such as one that holds a shape), and which parameters to keep
 * as they are or to train, by globs over their names; {@code train} wins.
 */
public record ImportOptions(
    Map<String, List<Integer>> inputShapes,
    Map<String, Tensor> inputValues,
    List<String> freeze,
    List<String> train) {

  public static final ImportOptions DEFAULT = shapes(Map.of());

  public ImportOptions {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    inputShapes.forEach((name, dims) -> shapes.put(name, List.copyOf(dims)));
    inputShapes = Collections.unmodifiableMap(shapes);
    inputValues = Collections.unmodifiableMap(new LinkedHashMap<>(inputValues));
    freeze = List.copyOf(freeze);
    train = List.copyOf(train);
  }

  public static ImportOptions shapes(Map<String, List<Integer>> inputShapes) {
    return new ImportOptions(inputShapes, Map.of(), List.of(), List.of());
  }

  /** What is said here of the shape of an input. */
  Optional<List<Integer>> shape(String input) {
    Tensor value = inputValues.get(input);
    return value != null
        ? Optional.of(value.shape().dims())
        : Optional.ofNullable(inputShapes.get(input));
  }
}
