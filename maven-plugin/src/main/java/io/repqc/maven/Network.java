package io.repqc.maven;

import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network of a module.
 *
 * @param name what tells it from the others
 * @param given the same, where it is not made from the file's name
 * @param labels a file with what the classes of its result are called
 */
record Network(
    String name, QuantizationRequest request, Optional<String> given, Optional<Path> labels) {
  Path file() {
    return request.network();
  }

  /** What is wrong with the network in a file, each with the path of that. */
  static List<String> problems(Path file, ModelException e) {
    String name = file.getFileName() + ": ";
    return e.problems().stream()
        .map(each -> each.startsWith(name) ? each.substring(name.length()) : each)
        .map(each -> each.contains(file.toString()) ? each : file + ": " + each)
        .toList();
  }
}
