package io.repqc.frontend.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user may add to a model file: shapes for inputs whose dimensions it leaves open, and which
 * parameters to keep as they are or to train, by globs over their names; {@code train} wins.
 */
public record ImportOptions(
    Map<String, List<Integer>> inputShapes, List<String> freeze, List<String> train) {

  public static final ImportOptions DEFAULT = new ImportOptions(Map.of(), List.of(), List.of());

  public ImportOptions {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    inputShapes.forEach((name, dims) -> shapes.put(name, List.copyOf(dims)));
    inputShapes = Collections.unmodifiableMap(shapes);
    freeze = List.copyOf(freeze);
    train = List.copyOf(train);
  }

  public static ImportOptions shapes(Map<String, List<Integer>> inputShapes) {
    return new ImportOptions(inputShapes, List.of(), List.of());
  }
}
