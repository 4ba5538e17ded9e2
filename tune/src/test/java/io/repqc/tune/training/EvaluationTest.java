package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluationTest {
  private static final DataSet DATA = Clusters.data();

  /** Also where the last batch is a smaller one, and where all is less than a batch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 8, 50, 64})
  void batchesGiveWhatItemsGive(int batch) {
    try (Evaluation evaluation =
        new Evaluation(new InterpreterEngine(), Clusters.model(), DATA, batch)) {
      assertEquals(expected(Clusters.model()), evaluation.outputs());
    }
  }

  @Test
  void numbersAreUpdatedAlsoWhereNothingRanYet() {
    Map<String, Tensor> numbers =
        Map.of(
            "running", Tensor.f32(Shape.of(2), 6, 6),
            "weight", Tensor.f32(Shape.of(3, 2), -1, -1, 1, 0, 0, 1));
    try (Evaluation evaluation =
        new Evaluation(new InterpreterEngine(), Clusters.model(), DATA, 8)) {
      evaluation.score(new int[] {1, 2, 3, 4, 5, 6, 7, 8});
      evaluation.update(numbers);
      Map<String, Tensor> all = new HashMap<>(Clusters.model().parameters());
      all.putAll(numbers);
      assertEquals(expected(new Model(Clusters.model().graph(), all)), evaluation.outputs());
      assertEquals(100, evaluation.score());
    }
  }

  @Test
  void scoresCountWhatIsAskedFor() {
    Tensor output = expected(Clusters.model());
    List<Long> wrong = new ArrayList<>();
    for (int i = 0; i < Clusters.ITEMS; i++) {
      int largest = 0;
      for (int j = 1; j < 3; j++) {
        largest = output.number(3 * i + j) > output.number(3 * i + largest) ? j : largest;
      }
      wrong.add(i % 2 == 0 ? (long) largest : (largest + 1) % 3);
    }
    long[] classes = wrong.stream().mapToLong(label -> label).toArray();
    Answers answers = new Answers(Metric.TOP1, 1, Tensor.i64(Shape.of(classes.length), classes));
    DataSet data = new DataSet(DATA.inputs(), List.of("x"), answers, Layout.NCHW);
    try (Evaluation evaluation =
        new Evaluation(new InterpreterEngine(), Clusters.model(), data, 8)) {
      assertEquals(50, evaluation.score());
      assertEquals(75, evaluation.score(new int[] {0, 2, 7, 30}));
    }
  }

  /** Item by item, with the running average. */
  private static Tensor expected(Model model) {
    float[] outputs = new float[3 * Clusters.ITEMS];
    for (int i = 0; i < Clusters.ITEMS; i++) {
      Tensor x = DATA.inputs(new int[] {i}).get("x");
      Tensor weight = model.parameters().get("weight");
      Tensor running = model.parameters().get("running");
      double[] logits = new double[3];
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 2; k++) {
          logits[j] += weight.number(2 * j + k) * (float) (x.number(k) - running.number(k));
        }
        logits[j] = (float) logits[j];
      }
      double largest = Math.max(logits[0], Math.max(logits[1], logits[2]));
      for (int j = 0; j < 3; j++) {
        sum += StrictMath.exp(logits[j] - largest);
      }
      for (int j = 0; j < 3; j++) {
        outputs[3 * i + j] = (float) (StrictMath.exp(logits[j] - largest) / sum);
      }
    }
    return Tensor.f32(Shape.of(Clusters.ITEMS, 3), outputs);
  }
}
