package io.repqc.compiler.conformance;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.FileProblem;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One test folder: a model and sets of recorded inputs and outputs. */
record ConformanceCase(String name, Path folder, Interpreter.Evaluation evaluation) {

  /**
   * Which inputs are given for good, so that the types of what follows are known: none; where that
   * does not do, the small ones behind the first, such as a shape or bounds; at last all.
   */
  private static final List<Predicate<Recorded>> CONSTANTS =
      List.of(
          input -> false,
          input -> input.position() > 0 && input.tensor().shape().rank() <= 1,
          input -> true);

  private record Recorded(int position, String name, Tensor tensor) {}

  /** Whatever happens is a result. */
  CaseResult run() {
    List<String> problems = new ArrayList<>();
    try {
      for (RecordedSet set : dataSets()) {
        problems.addAll(run(set));
      }
    } catch (ModelException e) {
      problems.addAll(e.problems());
    } catch (OutOfMemoryError e) {
      problems.add("it takes more memory than Java has");
    } catch (RuntimeException | StackOverflowError e) {
      problems.add("repqc has a bug: " + e);
    }
    return new CaseResult(name, problems);
  }

  private List<RecordedSet> dataSets() {
    try (Stream<Path> files = Files.list(folder)) {
      List<RecordedSet> sets =
          files
              .filter(file -> file.getFileName().toString().startsWith("test_data_set_"))
              .sorted()
              .map(RecordedSet::new)
              .toList();
      ModelException.check(!sets.isEmpty(), "there is no test_data_set_0 in the folder");
      return sets;
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be read", e);
    }
  }

  private List<String> run(RecordedSet set) {
    List<Recorded> inputs = inputs(set);
    Model model = read(inputs);
    Map<String, Tensor> given = new LinkedHashMap<>();
    model.graph().inputs().forEach(value -> given.put(value.name(), find(inputs, value.name())));
    Map<String, Tensor> found = new Interpreter(model, evaluation).run(given);
    return RecordedOutputs.compare(model.graph(), set.outputs(), found);
  }

  private List<Recorded> inputs(RecordedSet set) {
    List<String> names = OnnxReader.inputNames(folder.resolve("model.onnx"));
    List<Tensor> tensors = set.inputs();
    ModelException.check(
        tensors.size() == names.size(),
        "there are %d inputs recorded, the model has %s",
        tensors.size(),
        names);
    List<Recorded> inputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      inputs.add(new Recorded(i, names.get(i), tensors.get(i)));
    }
    return inputs;
  }

  private static Tensor find(List<Recorded> inputs, String name) {
    return inputs.stream()
        .filter(input -> input.name().equals(name))
        .map(Recorded::tensor)
        .findFirst()
        .orElseThrow();
  }

  /** The first way to read the model that succeeds; if none does, the problems of the first. */
  private Model read(List<Recorded> inputs) {
    List<ModelException> failures = new ArrayList<>();
    for (Predicate<Recorded> constants : CONSTANTS) {
      try {
        return read(inputs, constants);
      } catch (ModelException e) {
        failures.add(e);
      }
    }
    throw failures.get(0);
  }

  private Model read(List<Recorded> inputs, Predicate<Recorded> isConstant) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Recorded input : inputs) {
      if (isConstant.test(input)) {
        values.put(input.name(), input.tensor());
      } else {
        shapes.put(input.name(), input.tensor().shape().dims());
      }
    }
    ImportOptions options = new ImportOptions(shapes, values, List.of(), List.of());
    return OnnxReader.read(folder.resolve("model.onnx"), options);
  }
}
