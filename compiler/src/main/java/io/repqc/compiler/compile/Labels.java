package io.repqc.compiler.compile;

import io.repqc.codegen.Program;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of a network's classes, one a line of a text file. */
final class Labels {
  /** What the JVM holds in one constant is 65,535 bytes. */
  private static final int MOST = 65_535;

  private Labels() {}

  /** As many as the first output has numbers for an item. */
  static List<String> read(Path file, Program program) {
    List<String> labels = lines(file);
    Shape shape = program.outputs().get(0).type().shape();
    int classes = shape.rank() == 0 ? 1 : shape.count() / Math.max(1, shape.dim(0));
    ModelException.check(
        labels.size() == classes,
        "%s: found %d labels, expected %d, one for each number of the output \"%s\"",
        file,
        labels.size(),
        classes,
        program.outputs().get(0).label());
    ModelException.check(
        String.join("\n", labels).getBytes(StandardCharsets.UTF_8).length <= MOST,
        "%s: these labels are too long for a class file; leave them out",
        file);
    return labels;
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
      int end = lines.size();
      while (end > 0 && lines.get(end - 1).isEmpty()) {
        end--;
      }
      return lines.subList(0, end);
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
  }
}
