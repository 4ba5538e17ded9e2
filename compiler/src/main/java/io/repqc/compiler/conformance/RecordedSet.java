package io.repqc.compiler.conformance;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of the files {@code input_0.pb}, {@code input_1.pb}, ... and {@code output_0.pb}, ...
 */
record RecordedSet(Path folder) {

  List<Tensor> inputs() {
    return tensors("input");
  }

  List<Tensor> outputs() {
    return tensors("output");
  }

  private List<Tensor> tensors(String kind) {
    List<Tensor> tensors = new ArrayList<>();
    for (Path file = file(kind, 0); Files.exists(file); file = file(kind, tensors.size())) {
      tensors.add(TensorFiles.read(file, kind));
    }
    return tensors;
  }

  private Path file(String kind, int position) {
    return folder.resolve("%s_%d.pb".formatted(kind, position));
  }
}
