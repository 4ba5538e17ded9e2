package io.repqc.compiler.quantize;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.run.Batches;
import io.repqc.compiler.run.InputFiles;
import io.repqc.compiler.run.Rows;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All data of a request, read and checked: what to calibrate on, what to judge by, and the right
 * answers to that. The maps hold a tensor for each input, or are empty if there is no such data.
 */
record Samples(
    Map<String, Tensor> calibration, Map<String, Tensor> evaluation, Optional<Answers> answers) {

  static Samples read(QuantizationRequest request, Graph graph) {
    return new Reader(request, graph).read();
  }

  private record Reader(QuantizationRequest request, Graph graph, List<String> problems) {
    Reader(QuantizationRequest request, Graph graph) {
      this(request, graph, new ArrayList<>());
    }

    Samples read() {
      CalibrationData data = request.calibration();
      LabelledData judged = request.evaluation();
      boolean isLabelled = judged.labels().isPresent() && judged.files().isEmpty();
      Map<String, Tensor> given =
          files("--data", data.files(), isLabelled ? Integer.MAX_VALUE : data.mostItems());
      Map<String, Tensor> evaluation =
          judged.files().isEmpty() ? given : files("--evaluate", judged.files(), Integer.MAX_VALUE);
      checkProblems();
      checkItems("--data", given);
      checkItems("--evaluate", evaluation);
      Map<String, Tensor> calibration =
          data.isRandom() ? RandomInputs.draw(graph, data.mostItems()) : spread(given);
      ModelException.check(
          judged.labels().isEmpty() || !evaluation.isEmpty(),
          "--labels: there is no data that the labels are for; add --data FILE or --evaluate FILE");
      return new Samples(
          calibration,
          evaluation.isEmpty() ? calibration : evaluation,
          judged.labels().map(file -> answers(file, evaluation)));
    }

    private Map<String, Tensor> files(String option, List<String> files, int mostItems) {
      return files.isEmpty()
          ? Map.of()
          : new InputFiles(
                  graph, option, request.calibration().preprocessing(), mostItems, problems)
              .ofAnySize()
              .read(files);
    }

    private void checkItems(String option, Map<String, Tensor> inputs) {
      inputs.forEach(
          (name, tensor) ->
              ModelException.check(
                  tensor.count() > 0,
                  "%s: input \"%s\": found no items (%s), expected at least one",
                  option,
                  name,
                  tensor.type()));
    }

    private void checkProblems() {
      if (!problems.isEmpty()) {
        throw new ModelException(problems);
      }
    }

    private Map<String, Tensor> spread(Map<String, Tensor> given) {
      Map<String, Tensor> spread = new LinkedHashMap<>(given);
      for (String name : Batches.batched(graph)) {
        spread.computeIfPresent(
            name, (key, tensor) -> Rows.spread(tensor, request.calibration().mostItems()));
      }
      return spread;
    }

    private Answers answers(Path file, Map<String, Tensor> inputs) {
      int items = graph.items(inputs);
      Graph fitting = new Model(graph, Map.of()).fitting(inputs).graph();
      LabelledData judged = request.evaluation();
      return Answers.read(
          file, fitting.outputs().get(0), graph.batch(), items, judged.metric(), judged.peak());
    }
  }
}
