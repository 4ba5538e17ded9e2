package io.repqc.tune.training;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.run.Batches;
import io.repqc.compiler.run.InputFiles;
import io.repqc.compiler.run.Rows;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Items with the right answers to them.
 *
 * @param inputs a tensor for each input of the network
 * @param batched the inputs that hold a row for each item; others are the same for all
 * @param layout how images lie in the inputs and the first output
 */
public record DataSet(
    Map<String, Tensor> inputs, List<String> batched, Answers answers, Layout layout) {

  public DataSet {
    batched = List.copyOf(batched);
  }

  /** How many there are. */
  public int items() {
    return items(inputs);
  }

  int items(Map<String, Tensor> some) {
    return some.get(batched.get(0)).shape().dim(0);
  }

  int[] all() {
    return IntStream.range(0, items()).toArray();
  }

  /** The inputs for these items. */
  Map<String, Tensor> inputs(int[] items) {
    return inputs(tensor -> Rows.pick(tensor, items));
  }

  /** These items alone. */
  DataSet pick(int[] items) {
    return new DataSet(inputs(items), batched, answers.pick(items), layout);
  }

  /** The inputs with something done to those that are batched. */
  Map<String, Tensor> inputs(UnaryOperator<Tensor> change) {
    Map<String, Tensor> some = new LinkedHashMap<>(inputs);
    batched.forEach(name -> some.compute(name, (key, tensor) -> change.apply(tensor)));
    return some;
  }

  /** How files become a data set for a network. */
  public record Reading(
      Graph graph, Optional<Preprocessing> preprocessing, Optional<Metric> metric, double peak) {

    private static final int COLOURS = 4;

    /** {@code option} names the files of the inputs on the command line. */
    public DataSet read(String option, List<String> files, Path answers) {
      List<String> problems = new ArrayList<>();
      Map<String, Tensor> inputs =
          new InputFiles(graph, option, preprocessing, Integer.MAX_VALUE, problems)
              .ofAnySize()
              .read(files);
      if (!problems.isEmpty()) {
        throw new ModelException(problems);
      }
      return new DataSet(
          inputs,
          Batches.batched(graph),
          answers(option, inputs, answers),
          preprocessing.map(Preprocessing::layout).orElseGet(this::layout));
    }

    /** Where nothing is said, as short as colours is only the axis of channels. */
    private Layout layout() {
      boolean isLast =
          graph.inputs().stream()
              .map(Value::shape)
              .anyMatch(s -> s.rank() == 4 && s.dim(3) <= COLOURS && s.dim(1) > COLOURS);
      return isLast ? Layout.NHWC : Layout.NCHW;
    }

    private Answers answers(String option, Map<String, Tensor> inputs, Path file) {
      ModelException.check(
          !Batches.batched(graph).isEmpty(),
          "network \"%s\" has no batch, which training needs; its inputs are %s",
          graph.name(),
          graph.inputs());
      int items = graph.items(inputs);
      ModelException.check(items > 0, "%s: found no items, expected at least one", option);
      Graph fitting = new Model(graph, Map.of()).fitting(inputs).graph();
      return Answers.read(file, fitting.outputs().get(0), graph.batch(), items, metric, peak);
    }
  }
}
