package io.repqc.tune.training;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.run.InputFiles;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Items with the right answers to them.
 *
 * @param inputs a tensor for each input of the network
 * @param layout how images lie in it
 */
public record DataSet(Map<String, Tensor> inputs, Answers answers, int items, Layout layout) {

  /** How files become a data set. */
  public record Reading(
      Graph graph, Optional<Preprocessing> preprocessing, Optional<Metric> metric, double peak) {

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
      int items = graph.items(inputs);
      ModelException.check(items > 0, "%s: found no items, expected at least one", option);
      Graph fitting = new Model(graph, Map.of()).fitting(inputs).graph();
      return new DataSet(
          inputs,
          Answers.read(answers, fitting.outputs().get(0), graph.batch(), items, metric, peak),
          items,
          preprocessing.map(Preprocessing::layout).orElse(Layout.NCHW));
    }
  }
}
