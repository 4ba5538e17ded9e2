package io.repqc.compiler.run;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Progress;
import io.repqc.compiler.ShapeArguments;
import io.repqc.compiler.compare.Comparison;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.FileProblem;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a network and its inputs, runs it, writes the outputs and compares them. */
public final class NetworkRun {
  private final RunRequest request;
  private final List<String> problems = new ArrayList<>();

  private NetworkRun(RunRequest request) {
    this.request = request;
  }

  public static RunResult run(RunRequest request, Progress progress) {
    return new NetworkRun(request).run(progress);
  }

  private RunResult run(Progress progress) {
    List<String> shapes = request.inputs().stream().filter(NetworkRun::isShape).toList();
    List<String> files = request.inputs().stream().filter(input -> !isShape(input)).toList();
    ImportOptions options = ImportOptions.shapes(ShapeArguments.parse(shapes));
    Model model = ModelFile.read(request.network(), options);
    Map<String, Tensor> inputs =
        new InputFiles(
                model.graph(), "--input", request.preprocessing(), Integer.MAX_VALUE, problems)
            .read(files);
    Map<String, Tensor> expected = expected(model);
    checkProblems();
    Map<String, Tensor> outputs = new BatchedRun(model, request.evaluation(), progress).run(inputs);
    request.outputFolder().ifPresent(folder -> write(folder, outputs));
    return new RunResult(outputs, compare(expected, outputs));
  }

  private static boolean isShape(String argument) {
    Path file = Path.of(argument.substring(argument.indexOf('=') + 1));
    return ShapeArguments.isShape(argument) && !Files.exists(file);
  }

  private Map<String, Tensor> expected(Model model) {
    List<String> names = model.graph().outputs().stream().map(Output::name).toList();
    Map<String, Tensor> expected = new LinkedHashMap<>();
    NamedFiles.parse("output", names, request.expected(), problems)
        .forEach((name, file) -> readExpected(name, file).ifPresent(t -> expected.put(name, t)));
    return expected;
  }

  private Optional<Tensor> readExpected(String name, Path file) {
    try {
      return Optional.of(TensorFiles.read(file, name));
    } catch (ModelException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private void checkProblems() {
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  private static void write(Path folder, Map<String, Tensor> outputs) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be made", e);
    }
    List<Tensor> tensors = List.copyOf(outputs.values());
    for (int i = 0; i < tensors.size(); i++) {
      TensorFiles.write(folder.resolve("output_%d.npy".formatted(i)), tensors.get(i));
    }
  }

  private Map<String, Comparison> compare(
      Map<String, Tensor> expected, Map<String, Tensor> outputs) {
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    expected.forEach(
        (name, tensor) -> {
          Tensor found = outputs.get(name);
          if (isComparable(tensor, found)) {
            comparisons.put(
                name, Comparison.of(tensor, found, request.tolerance(found.elementType())));
          } else {
            problems.add(
                "output \"%s\": found %s, expected %s"
                    .formatted(name, found.type(), tensor.type()));
          }
        });
    checkProblems();
    return comparisons;
  }

  private static boolean isComparable(Tensor expected, Tensor found) {
    return expected.shape().equals(found.shape())
        && expected.elementType().isFloat() == found.elementType().isFloat();
  }
}
